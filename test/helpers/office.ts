import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The pages of a Word document as LibreOffice lays them out, each as the text that another program reads on it. */
export function pagesInOffice(docx: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-office-'));
  try {
    writeFileSync(join(folder, 'report.docx'), docx);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
    const convert = ['--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'report.docx')];
    execFileSync('soffice', [profile, ...convert], { stdio: 'pipe' });
    const text = execFileSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], { encoding: 'utf8' });
    return text.split('\f').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
