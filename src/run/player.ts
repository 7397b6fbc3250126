import type { Ask, Refusal } from '../engine/commands.ts';
import { nextDue } from '../engine/due.ts';
import type { By, Evidence } from '../engine/entries.ts';
import { approvalFor } from '../engine/instructions.ts';
import { openInstances, pendingAsks } from '../engine/queries.ts';
import { type Instance, instanceOf, itemsOf, type State } from '../engine/state.ts';
import type { Step } from '../playbook/model.ts';
import type { Play } from '../scenario/model.ts';
import type { Session } from './session.ts';

/** What a play puts where evidence or a reason is asked for. */
const AS_THE_PLAY_SAYS = 'As the play says.';
/** Each thing that the rules refuse can be overridden once in one try. */
const MOST_OVERRIDES = 4;

type Stage = Pick<Session, 'state' | 'dispatch' | 'keep'>;

/**
 * A scripted team at a run's keys. It holds nothing that is not in the run's state, so a play that was cut off goes on
 * where it stood. Whoever drives it moves the clock to `next()` and then calls `act()`, over and over.
 */
export class Player {
  readonly #stage: Stage;
  readonly #play: Play;
  #at: number;

  /** `at` is the moment that the run stands at, milliseconds from T; what belongs to it counts as done. */
  constructor(stage: Stage, play: Play, at: number) {
    this.#stage = stage;
    this.#play = play;
    this.#at = at;
  }

  /** The next moment at which there may be something to do, milliseconds from T; null when play is over. */
  next(): number | null {
    const { state } = this.#stage;
    if (state.stage !== 'play') return null;
    const later = (at: number | null): at is number => at !== null && at > this.#at;
    const planned = [...Object.values(this.#play.at), ...Object.values(this.#play.releases), nextDue(state)].filter(
      later,
    );
    const event = Math.min(...planned);
    const tick = this.#tickAfter(this.#at);
    // Between events nothing opens by itself, so ticks that would find nothing open are passed over.
    const from = this.#openForPace().length > 0 ? tick : this.#tickAfter(event - 1);
    const next = Math.min(event, from);
    return Number.isFinite(next) ? next : null;
  }

  /** Does all that the play does at `at`, to which the clock has come. */
  act(at: number): void {
    this.#at = at;
    this.#release();
    this.#settle();
    if (this.#isTick(at)) {
      const first = this.#openForPace()[0];
      if (first) this.#do(first);
      this.#settle();
    }
  }

  #isTick(at: number): boolean {
    return this.#play.pace !== null && at > 0 && at % this.#play.pace === 0;
  }

  #tickAfter(at: number): number {
    const { pace } = this.#play;
    if (pace === null || !Number.isFinite(at)) return Number.POSITIVE_INFINITY;
    return Math.max(1, Math.floor(at / pace) + 1) * pace;
  }

  /** What the pace takes next: `first` before others, then document order, then register order. */
  #openForPace(): Instance[] {
    if (this.#play.pace === null) return [];
    const { first, at } = this.#play;
    const rank = (instance: Instance) => (first.includes(instance.step) ? first.indexOf(instance.step) : first.length);
    const open = this.#open().filter((instance) => !Object.hasOwn(at, instance.step));
    return open.sort((a, b) => rank(a) - rank(b));
  }

  /** What somebody could do now. What runs by itself, or waits for an answer, is not open; nor is what failed. */
  #open(): Instance[] {
    const doable = ['ready', 'active', 'awaiting-approval', 'retracted'];
    return openInstances(this.#stage.state).filter(
      (instance) => doable.includes(instance.status) && !awaitsResponse(instance),
    );
  }

  #release(): void {
    const { state } = this.#stage;
    for (const [inject, at] of Object.entries(this.#play.releases)) {
      const told = state.injects[inject];
      if (at <= this.#at && told?.deliveredAt === undefined && told?.dropped === undefined) {
        this.#stage.dispatch({ type: 'release-inject', inject }, this.#lead());
      }
    }
  }

  /** What costs no turn: answers, surveys whose answer has come, and steps with a time of their own. */
  #settle(): void {
    this.#answer();
    const tried = new Set<Instance['step']>();
    for (;;) {
      const due = this.#open().find((one) => this.#isDue(one) && !tried.has(`${one.step}/${one.item}`));
      if (!due) return;
      tried.add(`${due.step}/${due.item}`);
      this.#do(due);
      this.#answer();
    }
  }

  #isDue(instance: Instance): boolean {
    const at = this.#play.at[instance.step];
    if (at !== undefined) return at <= this.#at;
    return this.#play.pace !== null && instance.status === 'active' && instance.response !== undefined;
  }

  #answer(): void {
    const { state } = this.#stage;
    for (const inject of pendingAsks(state)) {
      const answer = this.#play.answers[inject];
      if (answer === undefined) continue;
      const to = state.injects[inject]?.shown?.to.find((role) => state.roles[role] !== undefined);
      this.#stage.dispatch({ type: 'answer-inject', inject, answer }, this.#holder(to));
    }
  }

  #do(instance: Instance): void {
    const step = this.#stage.state.definition.steps[instance.step];
    if (!step) return;
    const refusal = this.#take(instance, step) ?? this.#approve(instance, step) ?? this.#finish(instance, step);
    if (!refusal) return;
    const { step: id, item } = instance;
    this.#stage.dispatch(
      { type: 'fail', step: id, ...(item && { item }), reason: refusal.message },
      this.#holder(step.role),
    );
  }

  #take(instance: Instance, step: Step): Refusal | null {
    if (instance.status !== 'ready' && instance.status !== 'retracted') return null;
    return this.#attempt({ type: 'take', ...refOf(instance) }, step);
  }

  #approve(instance: Instance, step: Step): Refusal | null {
    const now = instanceOf(this.#stage.state, instance);
    if (step.approval === undefined || !now || now.approval?.state === 'granted') return null;
    const instances = [refOf(instance)];
    const asked =
      now.status === 'awaiting-approval' ? null : this.#attempt({ type: 'request-approval', instances }, step);
    if (asked) return asked;
    const current = instanceOf(this.#stage.state, instance);
    if (!current) return null;
    const { hash } = approvalFor(this.#stage.state, [current]);
    return this.#stage.dispatch({ type: 'approve', instances, hash }, this.#holder(step.approval));
  }

  #finish(instance: Instance, step: Step): Refusal | null {
    const now = instanceOf(this.#stage.state, instance);
    if (!now || awaitsResponse(now) || now.status === 'running' || now.endedAt !== undefined) return null;
    if (step.effect === 'survey') this.#typeFinds(instance, step);
    const said = this.#said(step);
    if ('code' in said) return said;
    return this.#attempt({ type: 'finish', ...refOf(instance), ...said }, step);
  }

  /** What finishing asks for: the play's answer, a reason, evidence. */
  #said(step: Step): Partial<Ask<'finish'>> | Refusal {
    const kept = step.evidence ? this.#evidence() : null;
    if (kept && 'problem' in kept) return { code: 'not-now', message: kept.problem };
    const always = { ...(step.rationale && { rationale: AS_THE_PLAY_SAYS }), ...(kept && { evidence: [kept] }) };
    if (!step.decide) return always;
    const answer = this.#play.answers[step.id];
    if (answer === undefined)
      return { code: 'invalid', message: `The play ${this.#play.id} has no answer for ${step.id}.` };
    if (step.decide.form === 'text') return { ...always, answer };
    const choice = step.decide.form === 'from' ? registered(this.#stage.state, step.decide.kind, answer) : answer;
    return { ...always, choice };
  }

  #evidence(): Evidence | { readonly problem: string } {
    return this.#stage.keep({ text: AS_THE_PLAY_SAYS });
  }

  /** Types every find of the survey's response by its name, but what the play misses and what is there already. */
  #typeFinds(instance: Instance, step: Step): void {
    const { definition } = this.#stage.state;
    const finds = definition.scenario?.responses[step.id]?.finds ?? {};
    for (const [thing, names] of Object.entries(finds)) {
      const { world } = this.#stage.state;
      const item = definition.things[thing];
      if (!item || this.#play.misses.includes(thing) || Object.values(world.matches).includes(thing)) continue;
      const alone = [item.name, ...names].find((name) => definition.names.get(name.trim().toLowerCase())?.length === 1);
      const ask = { type: 'add-item', kind: item.kind, name: alone ?? item.name, foundBy: refOf(instance) } as const;
      this.#stage.dispatch(ask, this.#holder(step.role));
    }
  }

  /** Gives a command as the one whose step it is; breaks the glass where the play says so. */
  #attempt(ask: Ask, step: Step): Refusal | null {
    const reason = this.#play.breaksGlass[step.id];
    let refusal = this.#stage.dispatch(ask, this.#holder(step.role));
    for (let tries = 0; refusal?.glass && reason !== undefined && tries < MOST_OVERRIDES; tries += 1) {
      const refused = this.#stage.dispatch({ type: 'break-glass', over: refusal.glass, reason }, this.#lead());
      if (refused) return refused;
      refusal = this.#stage.dispatch(ask, this.#holder(step.role));
    }
    return refusal;
  }

  #lead(): By {
    return this.#holder(undefined);
  }

  #holder(role: string | undefined): By {
    const { roles, definition } = this.#stage.state;
    const held = role !== undefined && roles[role] !== undefined ? role : definition.lead;
    return { person: roles[held] ?? held, role: held };
  }
}

function refOf({ step, item }: Instance) {
  return { step, ...(item !== undefined && { item }) };
}

function awaitsResponse(instance: Instance): boolean {
  return instance.responseDue !== undefined && instance.response === undefined;
}

/** The register item that is the world's thing of this id; the id itself where none is matched. */
function registered(state: State, kind: Parameters<typeof itemsOf>[1], thing: string): string {
  return itemsOf(state, kind).find((item) => state.world.matches[item.id] === thing)?.id ?? thing;
}
