import type { Entry } from '../engine/entries.ts';
import { labelOf, markOf, openInstances, type RunMark } from '../engine/queries.ts';
import type { State } from '../engine/state.ts';
import { clockText } from '../engine/time.ts';
import { listRuns as listJournals, type RunSummary } from '../journal/list.ts';
import { findHolder } from '../journal/lock.ts';
import { lockBase } from '../journal/runs.ts';
import type { Store } from '../journal/store.ts';
import { Problem } from './problem.ts';
import { readRun } from './replay.ts';
import { storeIfThere } from './store.ts';

/** A run of the store, as a list shows it. */
export interface RunInfo {
  readonly run: string;
  /** Null where the journal does not say. */
  readonly kind: 'exercise' | 'incident' | null;
  /** An incident in which nothing is run that changes anything. */
  readonly rehearsal: boolean;
  readonly scenario: string | null;
  readonly playbook: string | null;
  /** Wall time, ISO 8601 UTC. */
  readonly opened: string | null;
  readonly stage: 'play' | 'hot-wash' | 'closed' | 'damaged' | 'empty';
  /** What it waits for, or how it ended, in words. */
  readonly status: string;
  readonly journal: string;
}

type Standing = Pick<RunInfo, 'stage' | 'status'>;

/** The runs of a store, the one changed last first. A store that is not there has none. @throws StoreError */
export async function listRuns(dir: string): Promise<RunInfo[]> {
  const store = storeIfThere(dir);
  if (!store) return [];
  return Promise.all(listJournals(store).map((summary) => infoOf(store, summary)));
}

/** What a run is: the word that stands on its screens too. Null where the journal does not say. */
export function wordOf({ kind, rehearsal }: Pick<RunInfo, 'kind' | 'rehearsal'>): RunMark | null {
  return kind === null ? null : markOf({ run: { kind, rehearsal } });
}

/** The run that was left last and is not closed. @throws Problem where there is none */
export async function lastOpen(dir: string): Promise<string> {
  const open = (await listRuns(dir)).find(({ stage }) => stage === 'play' || stage === 'hot-wash');
  if (open) return open.run;
  throw new Problem('usage', `There is no open run in ${dir}.`, 'Begin one: breakglass drill');
}

async function infoOf(store: Store, summary: RunSummary): Promise<RunInfo> {
  const first = summary.first as unknown as Entry | undefined;
  const opened = first?.type === 'run.opened' ? first : undefined;
  const { stage, status } = await standingOf(store, summary);
  return {
    run: summary.name,
    kind: opened?.kind ?? null,
    rehearsal: opened?.rehearsal ?? false,
    scenario: opened?.scenario?.id ?? null,
    playbook: opened?.playbook.id ?? null,
    opened: opened?.recorded ?? null,
    stage,
    status,
    journal: summary.path,
  };
}

async function standingOf(store: Store, summary: RunSummary): Promise<Standing> {
  const damaged: Standing = { stage: 'damaged', status: 'damaged: verify says where' };
  if (summary.state === 'empty' || (summary.state === 'torn' && !summary.first))
    return { stage: 'empty', status: 'never opened' };
  if (summary.state === 'damaged' || summary.state === 'unreadable' || !summary.first) return damaged;
  // A run that was closed last needs no look at what is between.
  if ((summary.last as unknown as Entry | undefined)?.type === 'run.closed')
    return { stage: 'closed', status: 'closed' };
  const state = stateOf(summary.path);
  if (!state) return damaged;
  const holder = await findHolder(lockBase(store, summary.name));
  const held = holder ? `, open in process ${holder.pid} of ${holder.user} on ${holder.host}` : '';
  return standing(state, held);
}

function standing(state: State, held: string): Standing {
  if (state.stage === 'closed') return { stage: 'closed', status: 'closed, amended' };
  const review = state.run?.kind === 'incident' ? 'review' : 'hot wash';
  if (state.stage !== 'play') return { stage: 'hot-wash', status: `waits for its ${review} (${state.outcome})${held}` };
  const open = openInstances(state);
  const next = open[0];
  const waits = next ? `${open.length} open, first ${labelOf(state, next)}` : 'nothing open';
  return { stage: 'play', status: `at ${clockText(state.at)}: ${waits}${held}` };
}

function stateOf(path: string): State | null {
  try {
    return readRun(path).state;
  } catch {
    // A list tells that something is wrong; `verify` and `resume` tell what.
    return null;
  }
}
