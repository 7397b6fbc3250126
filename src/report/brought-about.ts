import type { Reached } from '../playbook/model.ts';
import { type Acting, isConcluded } from './actions.ts';
import { instanceId } from './approvals.ts';
import type { Source, Told } from './source.ts';

/**
 * How an effect came about: by what was run and seen to work (`action`), by hand, by what was run and a person found to have
 * happened (`concluded`), or not at all, in a rehearsal (`rehearsed`).
 */
export type How = 'action' | 'hand' | 'concluded' | 'rehearsed';

/** How the effects of an incident came about; null of a drill, where the world answered. */
export function broughtAboutBy(
  source: Source,
  acting: readonly Acting[],
): (item: string, reached: Reached, step: string, at: number) => How | null {
  if (source.exercise) return () => null;
  const closing = new Map(acting.flatMap(({ closed, report }) => (closed ? [[closed.seq, report] as const] : [])));
  const rehearsed = rehearsedEnds(source.entries);
  const done = new Map<string, How>();
  const how = new Map<string, How>();
  for (const entry of source.entries) {
    if (entry.type === 'step.done') {
      const report = closing.get(entry.seq);
      const by = report ? (isConcluded(report) ? 'concluded' : 'action') : 'hand';
      done.set(instanceId(entry), rehearsed.has(entry.seq) ? 'rehearsed' : by);
    }
    if (entry.type === 'effect.reached')
      how.set(effectKey(entry.item, entry.reached, entry.step, entry.at), done.get(instanceId(entry)) ?? 'hand');
  }
  return (item, reached, step, at) => how.get(effectKey(item, reached, step, at)) ?? 'hand';
}

/** The ends of steps that a rehearsal wrote down in place of a run, by sequence number. They are no other way of doing them. */
export function rehearsedEnds(entries: readonly Told[]): ReadonlySet<number> {
  const ends = new Set<number>();
  let last: Told<'action.rehearsed'> | null = null;
  for (const entry of entries) {
    if (entry.type === 'step.done' && last && isEndOf(last, entry)) ends.add(entry.seq);
    last = entry.type === 'action.rehearsed' ? entry : null;
  }
  return ends;
}

/** What was only run beside its step did not end it: whoever ended that next did so in their own words. */
function isEndOf(rehearsed: Told<'action.rehearsed'>, done: Told<'step.done'>): boolean {
  return instanceId(rehearsed) === instanceId(done) && (done.otherwise?.startsWith('rehearsed: ') ?? false);
}

function effectKey(item: string, reached: Reached, step: string, at: number): string {
  return JSON.stringify([item, reached, step, at]);
}
