import type { Evidence } from '../../engine/entries.ts';
import type { ActionReport } from '../actions.ts';
import type { ApprovedBy } from '../approvals.ts';
import type { CallReport } from '../goes.ts';
import type { Report } from '../model.ts';
import { clause, count, inWords, offset, sentence, within } from '../words.ts';
import { type Item, type Section, table } from './blocks.ts';
import { said } from './people.ts';
import { code, type Inline, join, type Rich, rich } from './rich.ts';
import type { Times } from './times.ts';

/** What was run by itself, or would have been: a line each, then every command and request to the letter. Nothing of a drill. */
export function actionsSection({ actions, kind, overview }: Report, times: Times): Section | null {
  if (kind === 'exercise') return null;
  const isRehearsal = overview.mark === 'REHEARSAL';
  if (actions.length === 0)
    return { title: 'What was run', blocks: ['Nothing was run from here. What was done was done by hand.'] };
  return {
    title: isRehearsal ? 'What was run, and what would have been' : 'What was run',
    blocks: [
      isRehearsal
        ? '**What would change something was shown, and not run.** What changes nothing was run.'
        : 'Each was shown in full before it was run, and written down before it began.',
      selfApproved(actions),
      table(
        ['No.', 'T', 'For', 'What', 'By', 'Approved by', 'Outcome'],
        actions.map((action, index) => actionRow(action, index + 1)),
      ),
      {
        title: 'Each call, to the letter',
        blocks: [
          'Secrets stand in square brackets, by their names. What was answered is kept beside the journal under its hash.',
          { items: actions.flatMap((action, index) => callItems(action, index + 1, times)) },
        ],
      },
    ],
  };
}

function selfApproved(actions: readonly ActionReport[]): string {
  const self = actions.filter(({ approvals }) => approvals.some((approval) => approval.self)).length;
  const glass = actions.filter(({ approval }) => approval === 'overridden').length;
  const told = [
    ...(self > 0 ? [`${count(self, 'of these was', 'of these were')} **approved by the person who ran them**`] : []),
    ...(glass > 0
      ? [`${count(glass, 'was', 'were')} run **without the approval that it needed**, by breaking the glass`]
      : []),
  ];
  return told.length > 0 ? `${sentence(inWords(told))}.` : '';
}

function actionRow(action: ActionReport, number: number): (Inline | null)[] {
  const { requested, step, action: id, title, attempt, who } = action;
  const what = title ?? id;
  return [
    number,
    offset(requested.at),
    step,
    attempt > 1 ? rich`${what}, **attempt ${attempt}**` : what,
    said(who),
    approvedBy(action),
    outcome(action),
  ];
}

function approvedBy({ approval, approvals }: ActionReport): Rich {
  const given = approvals.map(approver);
  if (approval === 'overridden') return join([...given, rich`**the glass was broken**`], '; ');
  return given.length > 0 ? join(given, '; ') : rich`${approval === 'not-needed' ? 'not needed' : 'nobody'}`;
}

function approver({ who, self, several }: ApprovedBy): Rich {
  const name = several ? rich`${said(who)}, ${several.nth} of ${several.of}` : rich`${said(who)}`;
  return self ? rich`${name}, **self-approved**` : name;
}

/** What came of it, with what nobody knew for a time and who said what became of it. */
function outcome(action: ActionReport): Rich {
  const { unknown, concluded, cancelled } = action;
  const last = concluded.at(-1);
  const wasUnknown =
    unknown !== null && action.outcome !== 'unknown' ? rich`nobody knew at first: ${within(unknown)}` : null;
  const looked = last
    ? rich`**${said(last.who)} looked: it ${last.did ? 'happened' : 'did not happen'}.** ${clause(last.how)}`
    : null;
  const stopped = cancelled ? rich`told to stop by ${said(cancelled.who)} at T ${offset(cancelled.moment.at)}` : null;
  // Who looked says the same as the outcome does, and more of it.
  return join([stopped, wasUnknown, looked && action.outcome !== 'unknown' ? null : words(action), looked], '; ');
}

function words({ outcome: how, words: told }: ActionReport): Rich {
  if (how === 'worked') return rich`${told}`;
  if (how === 'unknown') return rich`**NOBODY KNOWS**: ${told.slice('nobody knows: '.length)}`;
  const [head = '', ...rest] = told.split(': ');
  return rest.length > 0 ? rich`**${head}**: ${rest.join(': ')}` : rich`**${head}**`;
}

function callItems(action: ActionReport, number: number, times: Times): Item[] {
  const { calls, concluded, step } = action;
  const called = calls.map((call) => {
    const { requested, ended, evidence, shown } = call;
    const name = call.call === null ? null : rich`, ${code(call.call)}`;
    const from = `${times.day(requested.recorded)} ${times.utc(requested.recorded)}`;
    const to = ended ? times.utc(ended.recorded) : null;
    const when = to === null || from.endsWith(to) ? from : `${from} to ${to}`;
    const line = rich`**No. ${number}**, ${step}${name ?? ''}, ${when} UTC: ${callWords(call)}${kept(evidence)}`;
    return { line, code: shown };
  });
  const looked = concluded.map(({ moment, who, did, how, evidence }) => ({
    line: rich`**No. ${number}**, ${step}, looked at by ${said(who)}, ${times.full(moment.recorded)}: it ${did ? 'happened' : 'did not happen'}. ${clause(how)}${kept(evidence)}`,
  }));
  return [...called, ...looked];
}

function callWords({ verdict, said: answered, readOnly, proof }: CallReport): Rich {
  const answer = within((answered ?? '').replace(/^(?:dead|still alive): /i, ''));
  switch (verdict) {
    case 'ok':
      return proof === 'dead' ? rich`**dead**: ${answer}` : rich`${answer}`;
    case 'failed':
      return proof === 'alive' ? rich`**STILL ALIVE**: ${answer}` : rich`**failed**: ${answer}`;
    case 'unknown':
      return rich`**nobody knows how it came out**: ${answer}`;
    case 'cut-off':
      return readOnly ? rich`**cut off**; it changes nothing` : rich`**cut off: nobody knows how it came out**`;
    case 'running':
      return rich`**still running**`;
    case 'not-run':
      return rich`**not run**`;
  }
}

function kept(evidence: readonly Evidence[]): Rich {
  return join(
    evidence.map(({ sha256, bytes }) => rich`. Evidence: ${bytes} bytes, SHA-256 ${code(sha256)}`),
    '',
  );
}
