import { idsOf, isSteady, type Varying, wordsOf } from './masks.ts';
import { printed } from './team.ts';

const head = `# A live run, from the alert to the report

Nothing here is made up after the fact. A test opens this run, plays the three people, and writes this page: the playbook is the shipped
\`compromised-pipeline\`, the actions are the shipped ones, GitHub is a stateful emulator, the AWS CLI is the real one in front of a service that
refuses dead keys as AWS documents it, and the restic repositories are real, one of them with a flipped bit. What stands in the grey boxes is
the journal, a line an entry, with what was printed indented. Consequences, restic's progress and what its versions say differently are left
out; folders, addresses and ids are shortened; nothing else is changed. The clock alone is the test's: it goes on as it would with people and with repositories of some size. So
[the report of this very run](../test/golden/reports/walkthrough.md) tells of a morning, and not of the seconds that a test takes.`;

/** The story as a page that is the same each time. */
export function steadyStory(story: string, varying: Varying): string {
  const ids = idsOf(varying, (nth, whole) => `5nap${String(nth).padStart(4, '0')}${whole ? '…' : ''}`);
  const lines = wordsOf(varying)(story).split('\n').filter(isKept);
  // What of a long line is in the journal depends on how long its folders are: an id that nobody sees here must not count.
  return `${head}\n${lines.map((line) => cut(ids(cut(line, SEEN)), WIDE)).join('\n')}\n`;
}

const PRINTED = printed('');

function isKept(line: string): boolean {
  return !line.startsWith(PRINTED) || isSteady(line.slice(PRINTED.length));
}

const WIDE = 118;
/** As much as is seen of a line in which every id is whole. */
const SEEN = 2 * WIDE;

/** What something printed is cut to the page; nothing else is. */
function cut(line: string, wide: number): string {
  return line.startsWith(PRINTED) && line.length > wide ? `${line.slice(0, wide - 1)}…` : line;
}
