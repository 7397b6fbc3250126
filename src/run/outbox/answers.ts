import type { Ask, Refusal } from '../../engine/commands.ts';
import type { By, Entry, InstanceRef } from '../../engine/entries.ts';
import { approvalFor } from '../../engine/instructions.ts';
import { refOf, rolesHeldBy } from '../../engine/queries.ts';
import { askedKey, type State } from '../../engine/state.ts';
import type { Receipt } from '../../notify/channel.ts';
import type { Answer } from '../../notify/slack/answers.ts';
import { hashesShown } from './shown.ts';

/** A run, as far as answers from elsewhere are concerned. */
export interface Answered {
  readonly state: State;
  readonly entries: readonly Entry[];
  dispatch(ask: Ask, by: By, more: { readonly typedBy: string }): Refusal | null;
}

/** What came of an answer, for who gave it. Null: what it led to is told by itself. */
export type Reply = string | null;

type Typed = Extract<Answer, { kind: 'reply' }>;
type Pressed = Extract<Answer, { kind: 'button' }>;

const STALE = 'That is no longer what would be done. Look at the message as it is now, or at the keyboard.';
const UNWRITTEN = 'It could not be written down, so do not count on it. Look at the terminal that has the run.';
const SETTLED = 'Nothing waits for that any more.';
const TIMED = 'What would be done reads the time, so it is another at each moment: decide it at the keyboard.';
const SEVERAL = 'Several approvals are asked for in this thread. Press the button under the one that is meant.';

/**
 * Answers from Slack as commands of whoever gave them: the engine asks of them what it asks of a key. Each thing is done once, however
 * often Slack tells of it.
 */
export class Answers {
  readonly #run: Answered;
  readonly #via: string;
  /** A person by their id in Slack. */
  readonly #people: Readonly<Record<string, string>>;
  readonly #heard = new Set<string>();

  constructor(run: Answered, via: string, people: Readonly<Record<string, string>>) {
    this.#run = run;
    this.#via = via;
    this.#people = people;
  }

  /** Does what was meant, and says what is to be said to who meant it. What fails ends neither the listening nor the run. */
  take(answer: Answer): Reply {
    try {
      return this.#taken(answer);
    } catch {
      // Why it failed may name a folder of this machine.
      return UNWRITTEN;
    }
  }

  #taken(answer: Answer): Reply {
    if (!this.#concerns(answer)) return null;
    const person = Object.hasOwn(this.#people, answer.user) ? this.#people[answer.user] : undefined;
    if (person === undefined)
      return `You are not known here: put ${answer.user} and your name under slack.people in breakglass.yaml.`;
    if (answer.kind === 'button') return this.#does(this.#pressed(answer, person), answer, person);
    const slots = this.#approvalsIn(answer);
    const word = slots.length === 0 ? null : decisionIn(answer.text);
    if (word === null || word === 'unclear') {
      const refusal = this.#does(this.#said(answer, person), answer, person);
      return word === null ? refusal : (refusal ?? UNCLEAR);
    }
    const why = this.#does(this.#decided(word, slots, answer), answer, person);
    return why === null
      ? null
      : this.#saysInThread(`${person}'s "${word.what}" did nothing`, why, slots, answer, person);
  }

  #does(meant: readonly Ask[] | string, { user }: Answer, person: string): Reply {
    if (typeof meant === 'string') return meant;
    for (const ask of meant) {
      const refusal = this.#run.dispatch(ask, this.#by(person), { typedBy: `slack:${user}` });
      if (refusal) return [refusal.message, refusal.hint].filter((one) => one !== undefined).join(' ');
    }
    return null;
  }

  /** Everybody read there what was typed: that nothing came of it, everybody reads as well. */
  #saysInThread(what: string, why: string, slots: readonly string[], answer: Typed, person: string): Reply {
    const [thread = 'headline'] = slots;
    const told = { to: 'run', sort: 'line', thread, urgent: true, subject: `${what}: ${why}`, lines: [] } as const;
    return this.#does([{ type: 'tell', via: this.#via, ...told }], answer, person) === null ? null : why;
  }

  /** Whether it was done to a message of this run: drills have one channel for all of them, and one step in each has the same name. */
  isOurs(answer: Answer): boolean {
    const { slots = {} } = this.#run.state.outbox[this.#via] ?? {};
    if (slots.room?.channel !== answer.channel) return false;
    const isOfIt = ({ ts, thread }: Receipt) =>
      answer.kind === 'button' ? ts === answer.message : ts === answer.thread || thread === answer.thread;
    return Object.values(slots).some(isOfIt);
  }

  /** It is of this run, something is done about what comes from there, and it was not heard before. */
  #concerns(answer: Answer): boolean {
    // Whoever broke in may press buttons, too.
    const isWithheld = this.#run.state.outbox[this.#via]?.withheld ?? true;
    return !isWithheld && this.isOurs(answer) && this.#isNew(answer);
  }

  /** Slack tells of what was not acknowledged again, also by another connection. */
  #isNew(answer: Answer): boolean {
    const at = answer.kind === 'button' ? answer.at && `${answer.user} ${answer.button} ${answer.at}` : answer.ts;
    if (this.#heard.has(at)) return false;
    if (at !== '') this.#heard.add(at);
    return true;
  }

  #pressed({ button, value }: Pressed, person: string): readonly Ask[] | string {
    if (button === 'acknowledge') return this.#acknowledged(value, person);
    const [slot = '', hash = ''] = value.split(' ');
    // The hash is of what stood there when it was pressed; what has changed since is not what was meant.
    if (button === 'approve') return this.#bound({ what: 'approve' }, slot, [hash]);
    return button === 'refuse' ? this.#bound({ what: 'refuse', reason: 'Refused in Slack.' }, slot, [hash]) : [];
  }

  /** A decision about all that waits in a message, if that is nothing else than what its giver saw. `seen`: all that they may have seen. */
  #bound(word: Decision, slot: string, seen: readonly string[]): readonly Ask[] | string {
    const instances = this.#waiting(slot);
    if (instances.length === 0) return SETTLED;
    const { hash, readsTime } = approvalFor(this.#run.state, instances);
    if (readsTime) return TIMED;
    if (seen.length === 0 || seen.some((one) => one !== hash)) return STALE;
    if (word.what === 'approve') return [{ type: 'approve', instances, hash }];
    return [{ type: 'refuse-approval', instances, reason: word.reason }];
  }

  /** Has it, and takes the role for it where nobody holds that. */
  #acknowledged(step: string, person: string): readonly Ask[] | string {
    const { state } = this.#run;
    const known = state.definition.steps[step];
    if (!known) return STALE;
    const { role } = known;
    const isFree = role !== undefined && state.roles[role] === undefined;
    return [...(isFree ? [{ type: 'take-role', role, person } as const] : []), { type: 'finish', step }];
  }

  /** A decision that was typed, held to what stood there when it was. */
  #decided(word: Decision, slots: readonly string[], { ts }: Typed): readonly Ask[] | string {
    const [slot = '', ...others] = slots;
    if (others.length > 0) return SEVERAL;
    return this.#bound(word, slot, this.#shown(slot, ts));
  }

  #shown(slot: string, typed: string): readonly string[] {
    return hashesShown(this.#run.entries, { via: this.#via, slot }, typed);
  }

  #said({ text }: Typed, person: string): readonly Ask[] {
    const [, role] = /^take ([a-z][a-z0-9-]*)$/i.exec(text) ?? [];
    return role === undefined ? [{ type: 'note', text }] : [{ type: 'take-role', role: role.toLowerCase(), person }];
  }

  /**
   * The approvals that words in a thread may be about: that whose own thread it is; in a drill, which is all one thread, those that
   * wait, and those that may have waited when it was typed.
   */
  #approvalsIn({ thread, ts: typed }: Typed): readonly string[] {
    const slots = Object.entries(this.#run.state.outbox[this.#via]?.slots ?? {}).filter(([slot]) =>
      slot.startsWith('approval/'),
    );
    const own = slots.filter(([, { ts }]) => ts === thread);
    const mayAsk = (slot: string) =>
      this.#waiting(slot).length > 0 || this.#shown(slot, typed).some((hash) => hash !== '');
    const inIt = slots.filter(([slot, receipt]) => receipt.thread === thread && mayAsk(slot));
    return (own.length > 0 ? own : inIt).map(([slot]) => slot);
  }

  #waiting(slot: string): InstanceRef[] {
    const { state } = this.#run;
    const all = Object.values(state.steps).flatMap((instances) => Object.values(instances));
    return all
      .filter((one) => one.status === 'awaiting-approval' && state.asked[askedKey(one)] === slot)
      .map((one) => refOf(one));
  }

  #by(person: string): By {
    const [role] = rolesHeldBy(this.#run.state, person);
    return role === undefined ? { person } : { person, role };
  }
}

type Decision = { readonly what: 'approve' } | { readonly what: 'refuse'; readonly reason: string };

const UNCLEAR = 'That was kept as a note, and decides nothing. To decide here, write approve alone, or refuse and why.';

/**
 * What was decided by words; null where they are about something else. `unclear`: nobody could tell whether they decide, as of
 * "I approve" and of "@Jon, approve it".
 */
function decisionIn(text: string): Decision | 'unclear' | null {
  // Slack sends what is bold, or code, with the signs that make it so.
  const bare = text.replace(/^[*_~`]+(.*?)[*_~`]+$/s, '$1').trim();
  const [, what = '', rest = ''] = /^(approved?|refused?)\b[\s.,:;!-]*(.*)$/is.exec(bare) ?? [];
  if (what === '') return /\b(?:approved?|refused?)\b/i.test(bare) ? 'unclear' : null;
  if (/^approve/i.test(what)) return rest === '' ? { what: 'approve' } : 'unclear';
  // “Refused by whom?” asks, and “refused last week” tells.
  const isReason = rest !== '' && !rest.startsWith('?') && !/^refused/i.test(what);
  return isReason ? { what: 'refuse', reason: rest } : 'unclear';
}
