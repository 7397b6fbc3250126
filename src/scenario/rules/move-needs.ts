import type { Ground } from '../ground.ts';
import type { Move, Scenario, WorldItem } from '../model.ts';
import type { ScenarioView } from './rule.ts';

/** A move whose needs cannot be usable even if nobody lifts a finger can never happen. */
export function moveNeeds({ scenario, ground, findings }: ScenarioView): void {
  if (!findings.isWhole(['world'], ['adversary']) || namesNothing(scenario, ground)) return;
  const attack = new Unopposed(scenario.world);
  const { enters, moves } = scenario.adversary;
  const inTime = [...moves].sort((a, b) => a.at - b.at);
  const entersAt = enters?.at ?? Number.POSITIVE_INFINITY;
  let entered = false;
  let pending: Move[] = [];
  for (const move of inTime) {
    if (!entered && enters !== null && entersAt <= move.at) {
      entered = true;
      attack.enter(enters.with);
    }
    pending.push(move);
    let before: number;
    do {
      before = pending.length;
      pending = pending.filter((waiting) => !attack.try(waiting));
    } while (pending.length < before);
    const [lost] = pending.filter((waiting) => waiting === move && move.retry === undefined);
    if (lost) pending = pending.filter((waiting) => waiting !== lost);
    if (lost) report(lost);
  }
  if (!entered && enters !== null) attack.enter(enters.with);
  for (const move of pending) if (!attack.try(move)) report(move);

  function report(move: Move): void {
    const need = attack.lacks(move);
    if (need === undefined) return;
    const index = move.needs.indexOf(need);
    const path = index < 0 ? [...move.path, 'needs-any'] : [...move.path, 'needs', index];
    findings.add('warning', 'move-never-usable', findings.at(path), {
      message: `\`${move.id}\` can never happen: the attacker cannot use \`${need}\` by then, whatever the team does`,
      hint: 'Let an earlier move compromise what holds it, let the attacker enter with it, or give the move a `retry`.',
    });
  }
}

/** A name of nothing is told by itself; what would follow from it says no more. */
function namesNothing({ adversary }: Scenario, { all, items }: Ground): boolean {
  const attack = [
    ...(adversary.enters?.with ?? []),
    ...adversary.moves.flatMap(({ needs, needsAny, does }) => [
      ...needs,
      ...needsAny,
      ...does.compromise,
      ...does.poison,
    ]),
  ];
  const links = all.flatMap(({ holds, opens }) => [...holds, ...opens]);
  return [...attack, ...links].some((name) => !items.has(name));
}

/** An attacker whom nobody stops: what is once usable stays usable. */
class Unopposed {
  readonly #items: Map<string, WorldItem>;
  readonly #usable = new Set<string>();

  constructor(world: readonly WorldItem[]) {
    this.#items = new Map(world.map((item) => [item.id, item]));
  }

  enter(names: readonly string[]): void {
    this.#take(names);
  }

  lacks({ needs, needsAny }: Move): string | undefined {
    const need = needs.find((name) => !this.#usable.has(name));
    if (need !== undefined || needsAny.length === 0) return need;
    return needsAny.some((name) => this.#usable.has(name)) ? undefined : needsAny[0];
  }

  /** Does the move if it can, and says whether it could. */
  try(move: Move): boolean {
    if (this.lacks(move) !== undefined) return false;
    for (const item of move.does.create) this.#items.set(item.id, item);
    this.#take([...move.does.compromise, ...move.does.poison, ...move.does.create.map(({ id }) => id)]);
    return true;
  }

  /** With a place come the credentials in it; with a credential those in whatever it opens. */
  #take(names: readonly string[]): void {
    const left = [...names];
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const item = this.#items.get(name);
      if (item === undefined || this.#usable.has(name)) continue;
      this.#usable.add(name);
      left.push(...item.holds, ...item.opens.flatMap((opened) => this.#items.get(opened)?.holds ?? []));
    }
  }
}
