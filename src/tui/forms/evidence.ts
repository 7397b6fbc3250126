export const evidenceHint = 'Paste a text, or give the path of a file: it begins with / ./ ../ or ~';
