import type { Findings } from '../findings.ts';
import type { Path } from '../model.ts';
import type { PlaybookView } from './rule.ts';

interface Part {
  readonly id: string;
  readonly after: readonly string[];
  readonly path: Path;
}

/** Nothing may wait for itself, by whatever way; what waits for such a thing never opens. */
export function afterOrder({ outline, findings }: PlaybookView): void {
  reportOrder('phase', outline.playbook.phases, findings);
  for (const phase of outline.playbook.phases) {
    reportOrder('step', phase.steps, findings);
    for (const step of phase.steps) reportOrder('step', step.onFailure, findings);
  }
}

function reportOrder(sort: 'phase' | 'step', parts: readonly Part[], findings: Findings): void {
  const stuck = stuckOf(parts);
  const cycles = cyclesOf(stuck);
  const inCycle = new Set(cycles.flat().map((part) => part.id));
  for (const cycle of cycles) reportCycle(sort, cycle, findings);
  for (const part of stuck.values()) {
    const index = part.after.findIndex((name) => inCycle.has(name));
    if (inCycle.has(part.id) || index < 0) continue;
    findings.add('error', 'after-unreachable', placeOf(part, index, sort, findings), {
      message: `the ${sort} \`${part.id}\` never opens: it waits for \`${part.after[index]}\`, which waits for itself`,
      hint: 'Break the circle there, and this one opens too.',
    });
  }
}

/** What is left once everything has opened that can. */
function stuckOf(parts: readonly Part[]): Map<string, Part> {
  const left = new Map<string, Part>();
  for (const part of parts) if (!left.has(part.id)) left.set(part.id, part);
  const waiters = new Map<string, Part[]>();
  const open = new Map<string, number>();
  for (const part of left.values()) {
    const known = new Set(part.after.filter((name) => left.has(name)));
    open.set(part.id, known.size);
    for (const name of known) waiters.set(name, [...(waiters.get(name) ?? []), part]);
  }
  const ready = [...left.values()].filter((part) => open.get(part.id) === 0);
  for (let part = ready.pop(); part !== undefined; part = ready.pop()) {
    left.delete(part.id);
    for (const waiter of waiters.get(part.id) ?? []) {
      const still = (open.get(waiter.id) ?? 0) - 1;
      open.set(waiter.id, still);
      if (still === 0) ready.push(waiter);
    }
  }
  return left;
}

/** One way round for each circle among parts that are all stuck: from any of them, some `after` leads on to another. */
function cyclesOf(stuck: ReadonlyMap<string, Part>): Part[][] {
  const cycles: Part[][] = [];
  const seen = new Set<string>();
  for (const start of stuck.values()) {
    const way: Part[] = [];
    const placeInWay = new Map<string, number>();
    let part: Part | undefined = start;
    while (part !== undefined && !seen.has(part.id)) {
      seen.add(part.id);
      placeInWay.set(part.id, way.length);
      way.push(part);
      const next: string | undefined = part.after.find((name) => stuck.has(name));
      part = next === undefined ? undefined : stuck.get(next);
    }
    const from = part === undefined ? undefined : placeInWay.get(part.id);
    if (from !== undefined) cycles.push(way.slice(from));
  }
  return cycles;
}

function reportCycle(sort: 'phase' | 'step', cycle: readonly Part[], findings: Findings): void {
  const [first] = cycle;
  if (first === undefined) return;
  const names = cycle.map((part) => `\`${part.id}\``);
  const ids = new Set(cycle.map((part) => part.id));
  const index = first.after.findIndex((name) => ids.has(name));
  const silent = cycle.find((part) => !findings.has([...part.path, 'after']));
  findings.add('error', 'after-cycle', placeOf(first, index, sort, findings), {
    message:
      cycle.length === 1
        ? `the ${sort} ${names[0]} waits for itself`
        : `these wait for each other, each for the next: ${names.join(', ')}`,
    hint: silent
      ? `\`${silent.id}\` has no \`after\`, so it waits for the ${sort} before it; write \`after: []\` there if it need not.`
      : 'Take one of them out of an `after`.',
    related: cycle.slice(1).map((part) => {
      const next = part.after.findIndex((name) => ids.has(name));
      return {
        source: findings.document.source,
        range: placeOf(part, next, sort, findings),
        message: `\`${part.id}\` waits here`,
      };
    }),
  });
}

/** The name in `after`, or the part's own name where `after` is not written. */
function placeOf(part: Part, index: number, sort: 'phase' | 'step', findings: Findings) {
  const path = [...part.path, 'after', index];
  return findings.has(path) ? findings.at(path) : findings.at([...part.path, sort]);
}
