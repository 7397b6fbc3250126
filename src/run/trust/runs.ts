import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../engine/entries.ts';
import { loadCatalogues } from '../catalogues.ts';
import { readText } from '../files.ts';
import { Problem } from '../problem.ts';
import { shipped } from '../shipped.ts';
import { requireTrust, type TrustDocument, trustFolder } from '../trust.ts';

type Opened = Entry<'run.opened'> & { readonly hash?: string };

/** Remembers that a live run was opened here: what it may run was trusted then, whatever is shipped by the time it is gone on with. */
export function rememberRun({ hash }: Opened, folder = trustFolder()): void {
  if (hash === undefined || !/^[0-9a-f]{64}$/.test(hash)) return;
  try {
    mkdirSync(join(folder, 'runs'), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, 'runs', hash), '', { mode: 0o600 });
  } catch {
    // A home that takes nothing costs a question when the run is gone on with, and no more.
  }
}

/**
 * Refuses to act for a run that was not opened by this user here, unless its documents are trusted and its requests go where this
 * user's go: a journal can come from anywhere. `endpoints`: where requests of a catalogue go here, by its id.
 * @throws Problem of kind `not-allowed`
 */
export function requireTrustedRun(
  opened: Opened,
  endpoints: Readonly<Record<string, string>>,
  folder = trustFolder(),
): void {
  if (isRemembered(opened, folder)) return;
  const ofPlaybook = shipped('playbook', opened.playbook.id);
  const isShipped = ofPlaybook !== null && readText(ofPlaybook.file) === opened.playbook.text;
  const own = new Map(
    loadCatalogues([]).documents.flatMap((one) => (one.shipped ? [[one.document.id, one.document.text]] : [])),
  );
  const documents: TrustDocument[] = [
    { ...opened.playbook, sort: 'playbook', file: `${opened.playbook.id} of this run`, shipped: isShipped },
    ...(opened.catalogues ?? []).map((one) => ({
      ...one,
      sort: 'catalogue' as const,
      file: `${one.id} of this run`,
      shipped: own.get(one.id) === one.text,
    })),
  ];
  requireTrust(documents, folder);
  refuseOtherEndpoints(opened.endpoints ?? {}, endpoints);
}

/** Whoever says where requests go gets the secrets that are sent with them. */
function refuseOtherEndpoints(of: Readonly<Record<string, string>>, here: Readonly<Record<string, string>>): void {
  for (const [id, address] of Object.entries(of)) {
    if (Object.hasOwn(here, id) && here[id] === address) continue;
    throw new Problem(
      'not-allowed',
      `This run was not opened by you here, and sends requests of ${id} to ${address}, so nothing was run.`,
      `If they are to go there, set it in your own breakglass.yaml: endpoints: { ${id}: ${address} }`,
    );
  }
}

/** What others may write into remembers nothing. */
function isRemembered({ hash }: Opened, folder: string): boolean {
  if (hash === undefined || !/^[0-9a-f]{64}$/.test(hash)) return false;
  return [folder, join(folder, 'runs'), join(folder, 'runs', hash)].every(isOnlyOurs);
}

function isOnlyOurs(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  const me = process.getuid?.();
  return stats !== undefined && (me === undefined || stats.uid === me) && (stats.mode & 0o022) === 0;
}
