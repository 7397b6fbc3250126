import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../engine/entries.ts';
import { loadCatalogues } from '../catalogues.ts';
import { readText } from '../files.ts';
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
 * Refuses to act for a run that was not opened by this user here and whose documents are not trusted: a journal can come from anywhere.
 * @throws Problem of kind `not-allowed`
 */
export function requireTrustedRun(opened: Opened, folder = trustFolder()): void {
  if (opened.hash !== undefined && existsSync(join(folder, 'runs', opened.hash))) return;
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
}
