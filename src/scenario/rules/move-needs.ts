import type { Findings } from '../../playbook/findings.ts';
import type { Move, Scenario, WorldItem } from '../model.ts';
import { attackMakesSense } from './adversary-names.ts';
import type { ScenarioView } from './rule.ts';

/**
 * A move whose needs cannot be usable even if nobody lifts a finger can never happen. Nobody replaces a credential then,
 * so no successor has to be looked for; and whatever is there runs.
 */
export function moveNeeds({ scenario, ground, findings }: ScenarioView): void {
  // What is misnamed is told by itself; what would follow from it says no more.
  if (!findings.isWhole(['world'], ['adversary']) || !attackMakesSense(scenario, ground)) return;
  if (ground.all.some(({ holds, opens }) => ![...holds, ...opens].every((name) => ground.items.has(name)))) return;
  const attack = new Unopposed(scenario.world);
  const waiting = new Set<Move>();
  for (const move of timeline(scenario)) {
    if (move === 'enters') attack.take(scenario.adversary.enters?.with ?? []);
    else waiting.add(move);
    attack.doAll(waiting);
    if (move !== 'enters' && move.retry === undefined && waiting.delete(move)) report(move, attack, findings);
  }
  for (const move of waiting) report(move, attack, findings);
}

/** The attacker's entry and moves in the order of their times; of equal ones the entry first. */
function timeline({ adversary: { enters, moves } }: Scenario): (Move | 'enters')[] {
  const inTime = [...moves].sort((a, b) => a.at - b.at);
  if (enters === null) return inTime;
  const before = inTime.filter((move) => move.at < enters.at);
  return [...before, 'enters', ...inTime.slice(before.length)];
}

function report(move: Move, attack: Unopposed, findings: Findings): void {
  const need = attack.lacks(move);
  if (need === undefined) return;
  const key = move.needs.includes(need) ? 'needs' : move.needsAny.includes(need) ? 'needs-any' : 'needs-running';
  const path = key === 'needs-any' ? [...move.path, key] : [...move.path, key, listOf(move, key).indexOf(need)];
  const [why, hint] =
    key === 'needs-running'
      ? [`there is no \`${need}\` by then`, 'Choose a later time, or give the move a `retry`.']
      : [
          `the attacker cannot use \`${need}\` by then`,
          'Let an earlier move compromise what holds it, let the attacker enter with it, or give the move a `retry`.',
        ];
  const message = `\`${move.id}\` can never happen: ${why}, whatever the team does`;
  findings.add('warning', 'move-never-usable', findings.at(path), { message, hint });
}

function listOf({ needs, needsRunning }: Move, key: 'needs' | 'needs-running'): readonly string[] {
  return key === 'needs' ? needs : needsRunning;
}

/** An attacker whom nobody stops: what is once usable stays usable. */
class Unopposed {
  readonly #items: Map<string, WorldItem>;
  readonly #usable = new Set<string>();

  constructor(world: readonly WorldItem[]) {
    this.#items = new Map(world.map((item) => [item.id, item]));
  }

  lacks({ needs, needsAny, needsRunning }: Move): string | undefined {
    const need = needs.find((name) => !this.#usable.has(name));
    if (need !== undefined) return need;
    if (needsAny.length > 0 && !needsAny.some((name) => this.#usable.has(name))) return needsAny[0];
    return needsRunning.find((name) => !this.#items.has(name));
  }

  /** Does what can be done, and what can be done then, and takes it out of the set. */
  doAll(waiting: Set<Move>): void {
    let before: number;
    do {
      before = waiting.size;
      for (const move of waiting) if (this.lacks(move) === undefined && waiting.delete(move)) this.#do(move);
    } while (waiting.size < before);
  }

  #do({ does }: Move): void {
    for (const item of does.create) this.#items.set(item.id, item);
    this.take([...does.compromise, ...does.poison, ...does.create.map(({ id }) => id)]);
  }

  /** With a place come the credentials in it; with a credential those in whatever it opens. */
  take(names: readonly string[]): void {
    const left = [...names];
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const item = this.#items.get(name);
      if (item === undefined || this.#usable.has(name)) continue;
      this.#usable.add(name);
      left.push(...item.holds, ...item.opens.flatMap((opened) => this.#items.get(opened)?.holds ?? []));
    }
  }
}
