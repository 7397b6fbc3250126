import { hittable } from './hits.ts';
import type { Metric } from './metrics.ts';
import type { Facts, Summary } from './model.ts';
import { endsUnread } from './notices.ts';
import { isAlarm, type OpenQuestion } from './open-question.ts';
import { type MissedItem, overlooked, type ScopeItem } from './scope.ts';
import { clause, count, countedFrom, inWords, sentence, span, utcMinute } from './words.ts';

/** What page one has room for: names of a kind, alarms, decisions, questions. */
const SHOWN_NAMES = 3;
const SHOWN = 3;

/** What a stranger must know, in plain sentences, half a page at most. */
export type PageOne = Pick<Summary, 'inShort' | 'contained' | 'impact' | 'risk' | 'decisions' | 'mostOpen'>;

/** The half page: what happened, when it was contained, what it did, what may still hurt, what is to be decided, what is open. */
export function pageOneOf(facts: Facts): PageOne {
  return {
    inShort: inShort(facts),
    contained: contained(facts),
    impact: impact(facts),
    risk: risk(facts),
    decisions: decisions(facts),
    mostOpen: mostOpen(facts),
  };
}

function inShort({ overview, kind, damage }: Facts): string[] {
  const { playbook, scenario, played, mark, script, stage } = overview;
  const open = endsUnread(damage) ? 'how it ended is not known' : 'it is still open';
  const over = stage === 'play' ? `and ${open}` : `and ended after ${span(played)}`;
  const by = script ? ' A script played it, and not people.' : '';
  if (kind === 'exercise' && scenario)
    return [
      `This was an exercise: “${scenario.title}”, played with the playbook “${playbook.title}”, ${stage === 'play' ? over : `for ${span(played)} of exercise time`}.${by}`,
    ];
  if (mark === 'REHEARSAL')
    return [`This was a rehearsal of the playbook “${playbook.title}”, ${over}. Nothing was changed by it.`];
  const known = overview.anchors.known.value;
  return [
    `${overview.title}.`,
    known === null ? 'Nobody said when it was first known.' : `It was known at ${utcMinute(known)}.`,
    `It was worked on with the playbook “${playbook.title}”, ${over}${overview.outcome ? `: ${overview.outcome.words}` : ''}.`,
  ];
}

/** On both clocks, and as a time of day. */
function contained({ metrics, milestones, overview, damage, scope, attack }: Facts): string[] {
  const metric = metrics.metrics.find((one) => one.metric === 'contain');
  const figure = milestones.find(({ milestone }) => milestone === metric?.milestone);
  if (!metric || !figure) return ['Not known: the playbook has no milestone that says so.'];
  if (figure.at === null) {
    const how = endsUnread(damage) ? 'Not known: as far as the journal can be read, the' : 'No. The';
    return [`${how} milestone “${figure.milestone}” was ${reachedWords(metric)}.`];
  }
  const last = figure.times.at(-1)?.reached;
  const at = last ? `, at ${utcMinute(last.time)}${overview.scenario ? ' in the story' : ''}` : '';
  const both = [told(metric.fromKnown, 'it was known'), told(metric.fromIntruded, 'the intrusion began')].filter(
    Boolean,
  );
  return [
    `${sentence(both.join('; '))}${at}.`,
    ...(metric.target ? [targetWords(metric.target, metric.fromKnown?.value)] : []),
    ...(overlooked(scope, attack?.attacker ?? true).length > 0 ? ['It counts only what the team had found.'] : []),
  ];
}

function reachedWords({ fromKnown }: Metric): string {
  return fromKnown?.unknown ?? 'never reached';
}

function told(figure: Metric['fromKnown'], moment: string): string {
  if (!figure) return '';
  if (figure.value === null) return `an unknown time after ${moment} (${figure.unknown ?? ''})`;
  return figure.value < 0 ? `${span(-figure.value)} before ${moment}` : `${span(figure.value)} after ${moment}`;
}

function targetWords(
  { verdict, over, within, from, took }: NonNullable<Metric['target']>,
  known: number | null | undefined,
): string {
  const length = (ms: number) => span(ms, known ?? ms);
  // The time before it is that from knowing. Beside it a target that counts from elsewhere reads as if it were wrong.
  const elsewhere = from !== 'known';
  const target = `target of ${span(within)}${elsewhere ? ` from ${countedFrom(from)}` : ''}`;
  if (verdict === 'met') return `The ${target} was met${elsewhere && took !== null ? `, after ${length(took)}` : ''}.`;
  if (verdict === 'missed') return `The ${target} was missed${over === null ? '' : ` by ${length(over)}`}.`;
  return `Whether the ${target} was met is not known.`;
}

/** What was affected: by the register, and in a drill whose truth is told by that. */
function impact({ scope, attack, overview, messages, damage }: Facts): string[] {
  if (overview.mark === 'REHEARSAL') return ['None: it was a rehearsal.'];
  const inScope = scope.items.filter(({ kind, ruledOut }) => hittable.has(kind) && !ruledOut);
  const out = scope.items.filter(({ ruledOut }) => ruledOut).length;
  const told = [...new Set(messages.map(({ to }) => to))];
  return [
    inScope.length > 0 ? `Treated as affected: ${byKind(inScope)}.` : nothingAffected(out, damage),
    ...(out > 0 ? [`${sentence(count(out, 'thing was', 'things were'))} looked at and ruled out.`] : []),
    ...truth(scope.items, scope.missed, attack?.attacker ?? true),
    told.length > 0 ? `Told of it: ${inWords(told, SHOWN + 1)}.` : nobodyTold(damage),
  ];
}

/** An empty register may be one that nobody has written into, or one whose entries are lost. */
function nothingAffected(ruledOut: number, damage: Facts['damage']): string {
  if (endsUnread(damage))
    return 'No entry that can be read says that anything was affected: no proof that nothing was.';
  return ruledOut > 0
    ? 'Nothing was found to be affected.'
    : 'Nothing was written down as affected: no proof that nothing was.';
}

function nobodyTold(damage: Facts['damage']): string {
  return endsUnread(damage)
    ? 'No entry that can be read says that anybody outside the team was told.'
    : 'Nobody outside the team was told from here.';
}

function truth(items: readonly ScopeItem[], missed: readonly MissedItem[] | null, attacker: boolean): string[] {
  if (missed === null) return [];
  const found = items.filter((item) => item.truth?.touched).length;
  const never = missed.filter((item) => item.truth.touched).length;
  if (found + never === 0) return ['In truth nothing was affected.'];
  const what = attacker ? 'were in the attacker’s hands at some time' : 'were destroyed at some time';
  const all = never === 0 ? 'all of them were found' : `${never} of them nobody found`;
  return [
    found + never === 1
      ? `In truth 1 thing was affected; it was ${never === 0 ? '' : 'never '}found.`
      : `In truth ${found + never} things ${what}; ${all}.`,
  ];
}

function byKind(items: readonly { readonly kind: string; readonly name: string }[]): string {
  const names = new Map<string, string[]>();
  for (const { kind, name } of items) names.set(kind, [...(names.get(kind) ?? []), name]);
  return inWords([...names].map(([kind, list]) => `${count(list.length, kind)} (${inWords(list, SHOWN_NAMES)})`));
}

/** What may still hurt, and what nobody knows. */
function risk(facts: Facts): string[] {
  const { kind, overview, exposure, clocks, attack, damage } = facts;
  if (overview.mark === 'REHEARSAL') return ['None from this: nothing was changed.'];
  const drill = kind === 'exercise' ? ['None to a real system: this was an exercise.'] : [];
  if (attack) return [...drill, inTruth(attack)];
  const uncontained = exposure
    .filter(({ effect }) => effect !== 'proven-dead')
    .map(({ kind: of, effect, items }) => `${count(items.length, of)} not ${effect} (${inWords(items, SHOWN_NAMES)})`);
  const running = clocks.filter(({ status }) => status === 'running').length;
  const lines = [
    ...(overview.stage === 'play' ? [] : unfinished(overview)),
    ...(uncontained.length > 0 ? [`Not contained: ${inWords(uncontained)}.`] : []),
    ...alarming(facts),
    ...(running > 0 ? [`${sentence(count(running, 'deadline runs', 'deadlines run'))}.`] : []),
    ...(overview.intrusion && overview.anchors.intruded.value === null
      ? ['How long somebody had been in is not known: nobody knows when it began.']
      : []),
  ];
  const none = ['Nothing in the register is left uncontained or unproven. What nobody found is not in it.'];
  const unread = endsUnread(damage) ? ['What came after the last entry that can be read is not known.'] : [];
  return [...drill, ...unread, ...(lines.length > 0 ? lines : none)];
}

/** What was ended before its end was reached. */
function unfinished({ stage, phases: { of, open } }: Facts['overview']): string[] {
  if (open === 0) return [];
  return [
    stage === 'play'
      ? `${open} of ${of} phases are not closed.`
      : `It was ended with ${open} of ${of} phases not closed.`,
  ];
}

function inTruth({ attacker, held, losses }: NonNullable<Facts['attack']>): string {
  if (attacker)
    return held
      ? 'In the exercise the attacker was not driven out.'
      : 'In the exercise nothing was left to an attacker.';
  const gone = losses.filter(({ how }) => how === 'gone').length;
  return gone > 0
    ? `In the exercise ${count(gone, 'thing was', 'things were')} not brought back.`
    : 'In the exercise nothing stayed lost.';
}

/** Each of the alarms in a few words: what is open has them whole, with whose they are. */
function alarming({ openQuestions, actions, scope, milestones }: Facts): string[] {
  const is = (sort: OpenQuestion['sort']) => openQuestions.some((question) => question.sort === sort);
  const unproven = (lack: 'proven-dead' | 'verified') =>
    scope.items.filter((item) => item.unproven.includes(lack)).length;
  const unknown = actions.filter(({ outcome }) => outcome === 'unknown').length;
  const told = (words: string, shown: boolean) => (shown ? [words] : []);
  return [
    ...told(`Nobody knows what became of ${count(unknown, 'action')}.`, is('outcome')),
    ...told('A credential still worked when it was last tried.', is('alive')),
    ...told(
      `${sentence(count(unproven('proven-dead'), 'credential was', 'credentials were'))} revoked and not seen to be refused since.`,
      is('unproven'),
    ),
    ...told(
      `${sentence(count(unproven('verified'), 'thing was', 'things were'))} restored and not verified.`,
      is('unverified'),
    ),
    ...told(
      'A backup that was restored was taken after the intrusion began.',
      milestones.some(({ doubts }) => doubts.includes('after-intrusion')),
    ),
    ...told('What was done leaves something alive or open.', is('leaves')),
  ];
}

function most(lines: readonly string[], more: string, where: string): string[] {
  const rest = lines.length - SHOWN;
  const ended = lines.slice(0, SHOWN).map((line) => (/[.?!]$/.test(line) ? line : `${line}.`));
  return rest > 0 ? [...ended, `${rest} ${more}, ${where}.`] : ended;
}

function decisions({ decisionsNeeded, damage }: Facts): string[] {
  if (decisionsNeeded.length === 0) return [endsUnread(damage) ? 'No entry that can be read asks for one.' : 'None.'];
  const lines = decisionsNeeded.map(
    ({ text, owner, due }) => `${clause(text)}${due === null ? '' : `, by ${utcMinute(due)}`} (${owner})`,
  );
  return most(lines, 'more', 'under “Decisions needed”');
}

function mostOpen({ openQuestions: questions, overview, damage }: Facts): string[] {
  if (questions.length === 0 && overview.phases.open > 0) return unfinished(overview);
  if (questions.length === 0) return [endsUnread(damage) ? 'No entry that can be read says what is.' : 'Nothing.'];
  const ordered = [...questions.filter(isAlarm), ...questions.filter((question) => !isAlarm(question))];
  return most(
    ordered.map(({ text, owner, sort }) =>
      sort === 'truth' || sort === 'role' ? text : `${text.replace(/[.]$/, '')} (${owner ?? 'nobody’s yet'})`,
    ),
    'more',
    'under “What remains open”',
  );
}
