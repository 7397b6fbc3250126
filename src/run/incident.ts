import { rmSync } from 'node:fs';
import type { Ask } from '../engine/commands.ts';
import { define } from '../engine/definition.ts';
import type { By, Document, Evidence } from '../engine/entries.ts';
import { initialState } from '../engine/evolve.ts';
import type { Route } from '../engine/telling.ts';
import { createRun } from '../journal/runs.ts';
import { probeStore } from '../journal/store.ts';
import type { Catalogue } from '../playbook/catalogue/model.ts';
import type { Kind, Scalar } from '../playbook/model.ts';
import type { Clock } from './clock.ts';
import type { LoadedPlaybook } from './content.ts';
import { keepIn } from './evidence.ts';
import type { Live } from './live.ts';
import { runId } from './names.ts';
import { version } from './package.ts';
import { Problem } from './problem.ts';
import { RunSession } from './run-session.ts';

/** Room that a run is sure to find beside its documents, in bytes. */
const ROOM = 1024 * 1024;

/** What raised an incident, as it is taken into a run. */
export interface Raised {
  readonly source: string;
  readonly links: readonly string[];
  /** As it came; kept as evidence, masked. */
  readonly raw: string;
  readonly items: readonly {
    readonly kind: Kind;
    readonly itemType: string;
    readonly name: string;
    readonly fields: Readonly<Record<string, Scalar | null>>;
  }[];
}

/** What a live run is opened with. */
export interface Incident {
  readonly content: LoadedPlaybook;
  readonly catalogues: readonly Catalogue[];
  /** The same as they are journaled. */
  readonly documents: readonly Document[];
  readonly live: Live;
  /** Role to the person who holds it from the start. */
  readonly roles: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  /** ISO 8601 UTC; null is unknown. */
  readonly anchors: { readonly known?: string | null; readonly intruded?: string | null };
  readonly title?: string;
  readonly raised?: Raised;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly selfApproval: 'allowed' | 'refused';
  /** Where it is told of beside the screen. */
  readonly routes?: readonly Route[];
  readonly rehearsal: boolean;
  readonly seed?: string;
  readonly clock: Clock;
  readonly typedBy: string;
  readonly by: By;
}

/**
 * Opens a live run and its journal in a store. That the store can take it is tried before anything is written.
 * @throws StoreError, RunNameError, Problem
 */
export async function openIncident(dir: string, incident: Incident): Promise<RunSession> {
  const { content, clock, live } = incident;
  const id = runId(content.playbook.id, clock.wall(), incident.seed);
  const texts = [content.document.text, ...incident.documents.map(({ text }) => text), incident.raised?.raw ?? ''];
  const bytes = ROOM + 4 * texts.reduce((sum, { length }) => sum + length, 0);
  const store = probeStore(dir, { bytes });
  const held = await createRun(store, id);
  const session = new RunSession({
    run: held.name,
    path: held.path,
    journal: held.journal,
    receive: held.receive,
    clock,
    typedBy: incident.typedBy,
    state: initialState(define(content.playbook, null, incident.catalogues)),
    entries: [],
    notices: [],
    keep: keepIn(store, held.name, live.mask),
    mask: live.mask,
    live,
  });
  try {
    begin(session, incident, id);
    return session;
  } catch (error) {
    // A run that never began leaves no trace: there is nothing in it to go on with.
    session.leave();
    rmSync(held.path, { force: true });
    throw error;
  }
}

function begin(session: RunSession, incident: Incident, id: string): void {
  const { raised, title, content, by } = incident;
  const ask: Ask<'open'> = {
    type: 'open',
    run: id,
    kind: 'incident',
    tool: `breakglass ${version}`,
    playbook: content.document,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    roles: incident.roles,
    inputs: incident.inputs,
    anchors: incident.anchors,
    catalogues: incident.documents,
    endpoints: incident.endpoints,
    selfApproval: incident.selfApproval,
    ...(incident.routes && { routes: incident.routes }),
    ...(incident.rehearsal && { rehearsal: true as const }),
    ...(incident.seed !== undefined && { seed: incident.seed }),
    ...(title !== undefined && { title }),
    ...(raised && { alert: { source: raised.source, links: raised.links, ...evidenceOf(session, raised) } }),
  };
  const refusal = session.dispatch(ask, by);
  if (session.broken) throw new Problem('store', session.broken);
  if (refusal) throw new Problem('usage', refusal.message, refusal.hint);
  for (const item of raised?.items ?? []) register(session, item, by);
  // What raised it would be lost without a word.
  if (session.broken) throw new Problem('store', session.broken);
}

function evidenceOf(session: RunSession, { raw }: Raised): { evidence: Evidence } {
  const kept = session.keep({ text: raw });
  if ('problem' in kept) throw new Problem('store', kept.problem);
  return { evidence: kept };
}

/** What an alert names goes into the register; what cannot is written down, so that it is not lost. */
function register(session: RunSession, { kind, itemType, name, fields }: Raised['items'][number], by: By): void {
  const refusal = session.dispatch({ type: 'add-item', kind, itemType, name, fields, known: true }, by);
  if (refusal)
    session.dispatch(
      { type: 'note', text: `The alert names ${kind} ${name}. It is not in the register: ${refusal.message}` },
      by,
    );
}
