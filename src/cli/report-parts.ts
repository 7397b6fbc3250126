import { basename } from 'node:path';
import { type SectionKey, usualTlp } from '../report/marking.ts';
import type { Report } from '../report/model.ts';
import { Problem } from '../run/problem.ts';
import { journalFile } from '../run/store.ts';
import { exits } from './exit.ts';
import { plain, say } from './output.ts';
import { isBundle, type ReportFlags, wantedBy } from './report-flags.ts';
import type { FormatName } from './report-formats.ts';
import { readReport } from './report-reading.ts';
import { forStdout, rendered, type Written, writeFiles } from './report-writing.ts';
import { readSettings } from './settings.ts';

/** Makes the report of a run, and brings it where it is asked for. Returns the exit code. */
export async function report(name: string, flags: ReportFlags): Promise<number> {
  const misfit = misfitOf(flags);
  if (misfit !== null) {
    say(`breakglass: ${misfit}`);
    return exits.usage;
  }
  if (isBundle(flags)) return (await import('./bundle.ts')).reportBundle(name, flags);
  const settings = await readSettings(flags);
  const file = journalFile(settings.store.value, name);
  if (flags.send && file === name)
    throw new Problem(
      'usage',
      `${name} is a file, and a report is sent where its run is told: the journal of the store says where that is.`,
      'Name the run. A report of a file can be sent by hand.',
    );
  const { report: model, state } = readReport(file, flags);
  // Where it cannot be sent, no file lies about that looks as if it had been.
  if (flags.send) (await import('./report-sending.ts')).channelsOf(state, flags.send, settings);
  const narrow = narrowForPublic(model);
  if (narrow !== null) say(narrow);
  for (const line of emptyForms(model, flags)) say(line);
  const all = await rendered(model, flags);
  const shown = forStdout(all, flags);
  if (shown) {
    process.stdout.write(shown.content);
    return told(model, true);
  }
  const files = writeFiles(file, settings.store.value, all, flags);
  const code = told(model, false);
  if (flags.open) await openPage(files);
  if (!flags.send) return code;
  const { sendReport } = await import('./report-sending.ts');
  return Math.max(
    code,
    await sendReport({ run: basename(file, '.jsonl'), files, report: model }, flags.send, settings),
  );
}

/** What of the flags does not go together; null: all of it does. */
function misfitOf(flags: ReportFlags): string | null {
  const empty = emptyIn(flags);
  if (empty !== null) return `${empty} is empty.`;
  if (flags.json && flags.isChosen && !isBundle(flags) && flags.format.some((one) => one !== 'json'))
    return `--json is one form, and --format ${flags.format.join(',')} names others. Give one of the two.`;
  if (!isBundle(flags)) return flags.sign === undefined ? null : '--sign is for a bundle. Add --format bundle.';
  if (flags.send || flags.open)
    return 'a bundle is not sent or opened: it is for one auditor, and is handed over. Leave out --send and --open.';
  if (flags.for !== undefined || flags.tlp !== undefined || flags.privileged !== undefined)
    return 'a bundle holds the whole journal: it is for nobody less than all, and takes no --for, --tlp or --privileged.';
  return null;
}

/** What was given without a word in it: a variable of a script that is not set. The mark of counsel is not lost by that. */
function emptyIn({ out, privileged, send, sign }: ReportFlags): string | null {
  const given = { '--out': out, '--privileged': privileged, '--send': send?.join(''), '--sign': sign };
  const found = Object.entries(given).find(([, value]) => typeof value === 'string' && value.trim() === '');
  return found?.[0] ?? null;
}

/** What forms are made of that have no place to say that whom they are for does not see it: empty, they would pass for “none”. */
const madeOf: Partial<Record<FormatName, { readonly parts: readonly SectionKey[]; readonly words: string }>> = {
  csv: { parts: ['timeline'], words: 'the timeline is' },
  ecs: { parts: ['timeline'], words: 'the timeline is' },
  ics: { parts: ['clocks', 'improvements'], words: 'deadlines and improvements are' },
};

function emptyForms({ withheld }: Report, flags: ReportFlags): string[] {
  return wantedBy(flags).flatMap((form) => {
    const { parts, words } = madeOf[form] ?? { parts: [], words: '' };
    const isEmpty = parts.length > 0 && parts.every((part) => withheld.includes(part));
    return isEmpty ? [`There is nothing in the ${form}: ${words} not for ${flags.for}.`] : [];
  });
}

/** A draft that is passed round is rightly marked so; nobody should publish it by that. Null: it goes as far as it is for. */
function narrowForPublic({ marking: { audience, tlp } }: Report): string | null {
  if (audience !== 'public' || tlp === null || tlp === usualTlp.public) return null;
  return `It is made for the public, and TLP:${tlp} stands on it: that is no mark to publish under. Without --tlp it is TLP:${usualTlp.public}.`;
}

async function openPage(files: readonly Written[]): Promise<void> {
  const { openInBrowser } = await import('../run/browser.ts');
  const page = files.find(({ format }) => format.extension === 'html')?.path ?? '';
  await openInBrowser(page, process.env, process.platform);
}

/** What is grave is said beside the report too: it may go to a file that nobody opens now. */
function told({ damage, notices, draft }: Report, isPrinted: boolean): number {
  for (const { sort, text } of notices)
    if (['damaged', 'misfit', 'torn'].includes(sort)) say(`breakglass: ${plain(text)}`);
  if (draft && !isPrinted) say(draft);
  return damage && damage.sort !== 'torn' ? exits.integrity : exits.done;
}
