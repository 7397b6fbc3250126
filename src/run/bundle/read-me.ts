import { type FileSort, JOURNAL, MANIFEST, type Manifest, NAMESPACE, SIGNATURE, SUMS } from './manifest.ts';

/** What a bundle's README.txt is told from. */
type About = Pick<Manifest, 'run' | 'kind' | 'mark' | 'draft' | 'tool' | 'opened' | 'head' | 'torn'> & {
  /** How many files of each sort there are. */
  readonly count: (sort: FileSort) => number;
  /** Whether players may know what is in it: a drill's truth is hidden from them until play is over. */
  readonly revealed: boolean;
};

/** README.txt of a bundle: what it is, how it is verified without breakglass, and what that cannot prove. */
export function readMe(about: About): string {
  return [...opening(about), ...contents(about), ...checking(about), ...limits(about)]
    .map((line) => `${line}\n`)
    .join('');
}

function opening({ run, kind, mark, draft, tool, opened, head, torn, revealed }: About): string[] {
  const what = {
    DRILL: 'This was an EXERCISE: nothing in it happened to a real system.',
    REHEARSAL:
      "This was a REHEARSAL of an incident's playbook: what would have changed something was shown and not run.",
    LIVE: 'This was a REAL INCIDENT.',
  };
  return [
    `${mark}: evidence bundle of the run ${oneLine(run)}`,
    '',
    what[mark],
    ...(draft === null ? [] : ['', 'DRAFT: THE RUN WAS NOT CLOSED when this bundle was made.', draft]),
    ...(kind === 'exercise' && !revealed
      ? [
          '',
          'KEEP THIS FROM THE PLAYERS: the journal and the scenario in it hold the truth of a drill that is still',
          'in play. The report and the crosswalk do not.',
        ]
      : []),
    '',
    `The journal has ${head.entry} entries and ends with the head`,
    `  ${head.hash}`,
    ...(torn === 0
      ? []
      : [`After them stand ${torn} bytes of a decision that was not finished, as a crash leaves them.`]),
    `Opened by ${oneLine(opened)}; bundle made by ${oneLine(tool)}.`,
    '',
  ];
}

function contents({ count }: About): string[] {
  const rows: (readonly [string, string, number])[] = [
    [JOURNAL, 'every entry of the run, a line each, to the byte', count('journal')],
    ['evidence/', `what was kept beside it, each file under its SHA-256 (${count('evidence')})`, count('evidence')],
    ['documents/', 'playbook, scenario, catalogues and clocks, as the first entry holds them', count('playbook')],
    ['report.*', 'the report, made from the journal', count('report')],
    ['crosswalk.*', 'which controls of which frameworks the run supports, and by which entries', count('crosswalk')],
    [MANIFEST, 'every file with its length and its SHA-256', 1],
    [SIGNATURE, 'the signature of the manifest, where it was signed', 1],
    [SUMS, 'the same hashes, for sha256sum', 1],
    ['verify.mjs', 'checks all of this; needs Node.js 18 or later, and nothing else', 1],
  ];
  const shown = rows.filter(([, , number]) => number > 0);
  return ['WHAT IS IN IT', '', ...shown.map(([name, text]) => `  ${name.padEnd(20)}${text}`), ''];
}

function checking({ head }: About): string[] {
  return [
    'HOW TO VERIFY IT',
    '',
    'With Node.js alone, in this folder:',
    `  node verify.mjs --head ${head.hash}`,
    'It checks the hash of every file, that none is missing and none was put in, the chain of the journal, and that',
    'evidence and documents are those that the journal names. The head is better taken from elsewhere than from here.',
    '',
    'With sha256sum alone (it does not see files that were put in, and does not check the chain):',
    `  sha256sum --check --strict ${SUMS}`,
    '',
    'With breakglass, the archive as it is:',
    '  breakglass verify <the archive> --head <head> --signer allowed_signers',
    '',
    `Its signature (where there is ${SIGNATURE}), with OpenSSH alone, where allowed_signers is a file of`,
    'yours that says whose key is whose:',
    `  ssh-keygen -Y find-principals -f allowed_signers -s ${SIGNATURE}`,
    `  ssh-keygen -Y verify -f allowed_signers -I <who> -n ${NAMESPACE} \\`,
    `    -s ${SIGNATURE} < ${MANIFEST}`,
    '',
  ];
}

function limits({ kind }: About): string[] {
  return [
    'WHAT THAT CANNOT PROVE',
    '',
    '- That nothing was cut off the end of the journal, or that it was not written anew as a whole. A chain of hashes',
    '  alone cannot show that. Compare the head with one that was kept elsewhere at the time: on paper, in a',
    '  message, in a report that was sent.',
    '- That this bundle was not made anew. Who changes a file can make a new manifest and new sums for it. A',
    '  signature, or the hash of the manifest kept elsewhere, shows that.',
    '- That verify.mjs is honest. It came with what it checks. Use one from a source that you trust, or breakglass',
    '  itself, or read it: it is short.',
    '- That the report and the crosswalk say what the journal says. They can be made again from the journal:',
    `  breakglass report ./${JOURNAL}`,
    '- That the times are right, that the people named are those who spoke, or that what was told is true.',
    ...(kind === 'exercise' ? ['- Anything about how a real incident was handled.'] : []),
    '- That a control is met. The crosswalk says what supports one; whether that suffices is for an assessor to say.',
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
