import type { Ask, Refusal } from '../../engine/commands.ts';
import type { By, InstanceRef } from '../../engine/entries.ts';
import { approvalFor } from '../../engine/instructions.ts';
import { refOf, rolesHeldBy } from '../../engine/queries.ts';
import { askedKey, type State } from '../../engine/state.ts';
import type { Answer } from '../../notify/slack/answers.ts';

/** A run, as far as answers from elsewhere are concerned. */
export interface Answered {
  readonly state: State;
  dispatch(ask: Ask, by: By, more: { readonly typedBy: string }): Refusal | null;
}

/** What came of an answer, for who gave it. Null: what it led to is told by itself. */
export type Reply = string | null;

const STALE = 'That is no longer what would be done. Look at the message as it is now.';

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

  /** Does what was meant, and says what is to be said to who meant it. */
  take(answer: Answer): Reply {
    if (!this.#concerns(answer)) return null;
    const person = Object.hasOwn(this.#people, answer.user) ? this.#people[answer.user] : undefined;
    if (person === undefined)
      return `You are not known here: put ${answer.user} and your name under slack.people in breakglass.yaml.`;
    const meant = answer.kind === 'button' ? this.#pressed(answer, person) : this.#said(answer);
    if (typeof meant === 'string') return meant;
    for (const ask of meant) {
      const refusal = this.#run.dispatch(ask, this.#by(person), { typedBy: `slack:${answer.user}` });
      if (refusal) return [refusal.message, refusal.hint].filter((one) => one !== undefined).join(' ');
    }
    return null;
  }

  /** It was done where the run is told, in a thread of the run, and was not heard before. */
  #concerns(answer: Answer): boolean {
    const { slots, withheld } = this.#run.state.outbox[this.#via] ?? { slots: {}, withheld: true };
    // Whoever broke in may press buttons, too.
    if (withheld || slots.room?.channel !== answer.channel) return false;
    if (answer.kind === 'button') return true;
    const isOurs = Object.values(slots).some(({ ts, thread }) => ts === answer.thread || thread === answer.thread);
    if (!isOurs || this.#heard.has(answer.ts)) return false;
    this.#heard.add(answer.ts);
    return true;
  }

  #pressed({ button, value }: Extract<Answer, { kind: 'button' }>, person: string): readonly Ask[] | string {
    if (button === 'acknowledge') return this.#acknowledged(value, person);
    const [slot = '', hash = ''] = value.split(' ');
    const instances = this.#waiting(slot);
    if (instances.length === 0) return 'Nothing waits for that any more.';
    // The hash is of what stood there when it was pressed; what has changed since is not what was meant.
    if (approvalFor(this.#run.state, instances).hash !== hash) return STALE;
    if (button === 'approve') return [{ type: 'approve', instances, hash }];
    return button === 'refuse' ? [{ type: 'refuse-approval', instances, reason: 'Refused in Slack.' }] : [];
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

  #said({ text, thread, user }: Extract<Answer, { kind: 'reply' }>): readonly Ask[] | string {
    const person = this.#people[user] ?? '';
    const [, role] = /^take ([a-z][a-z0-9-]*)$/i.exec(text) ?? [];
    if (role !== undefined) return [{ type: 'take-role', role: role.toLowerCase(), person }];
    const [, reason] = /^refuse[:,]? (.+)$/i.exec(text) ?? [];
    const slot = this.#slotOf(thread);
    if (reason !== undefined && slot?.startsWith('approval/')) {
      const instances = this.#waiting(slot);
      return instances.length > 0
        ? [{ type: 'refuse-approval', instances, reason }]
        : 'Nothing waits for that any more.';
    }
    return [{ type: 'note', text }];
  }

  #slotOf(thread: string): string | undefined {
    const slots = Object.entries(this.#run.state.outbox[this.#via]?.slots ?? {});
    return slots.find(([, { ts }]) => ts === thread)?.[0];
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
