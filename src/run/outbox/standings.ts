import type { Outbox, State } from '../../engine/state.ts';
import { type Counts, type Health, healthSentence, healthWords } from '../../notify/health.ts';
import type { Standing } from '../session.ts';

/** What delivers, as far as who looks on is concerned. */
export interface Standings {
  standings(): readonly Standing[];
  subscribe(listener: () => void): () => void;
}

/** What of a queue is not there yet. */
function countsOf({ pending }: Pick<Outbox, 'pending'>): Required<Counts> {
  const counts = { queued: 0, unknown: 0, dead: 0 };
  for (const { status } of Object.values(pending)) counts[status === 'begun' ? 'queued' : status] += 1;
  return counts;
}

/** How it stands with one channel, in words. */
export function standingOf(via: string, title: string, queue: Outbox, health: Health): Standing {
  const counts = countsOf(queue);
  const isWell = health.state === 'idle' || health.state === 'working';
  return {
    via,
    words: healthWords(title, health, counts),
    sentence: healthSentence(title, health, counts),
    isTroubled: !isWell || counts.unknown + counts.dead > 0,
  };
}

/** What the journal alone knows of it, where nothing here delivers. */
export function standingsOf({ outbox }: State): readonly Standing[] {
  return Object.entries(outbox).map(([via, queue]) => standingOf(via, via, queue, healthIn(queue)));
}

/** While nobody answers nothing is written down but what came of the first try, and why. */
function healthIn({ pending, stopped }: Outbox): Health {
  if (stopped) return { state: 'stopped', since: 0, ...stopped };
  const tried = Object.values(pending).find(({ status, why }) => status !== 'dead' && why !== undefined);
  return tried?.why === undefined ? { state: 'idle', since: 0 } : { state: 'waiting', since: 0, why: tried.why };
}
