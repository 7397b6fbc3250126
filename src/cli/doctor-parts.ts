import { dirname, resolve } from 'node:path';
import { loadCatalogues } from '../run/catalogues.ts';
import { type LoadedPlaybook, loadPlaybook } from '../run/content.ts';
import type { Examined } from '../run/doctor.ts';
import { shippedNames } from '../run/shipped.ts';
import { type TrustDocument, trustOf } from '../run/trust.ts';
import { type EverywhereFlags, readSettings, type Settings, workingFile } from './settings.ts';

/** What is to be looked at here. Of settings that are not trusted, only where runs are kept counts. @throws Problem */
export async function examinedHere(
  named: string | undefined,
  settings: Settings,
  flags: EverywhereFlags,
): Promise<Examined> {
  const playbooks = (named === undefined ? shippedNames('playbook') : [named]).map(loadPlaybook);
  const isTrusted = settings.untrusted.every((document) => trustOf(document).trusted);
  const counted = isTrusted ? settings : await readSettings(flags, process.env, workingFile());
  const { actions, secrets, endpoints, tell, slack, ca } = counted;
  return {
    playbooks: playbooks.map(({ playbook }) => playbook),
    isNamed: named !== undefined,
    catalogues: loadCatalogues(actions.value, besideOf(playbooks)),
    documents: [...playbooks.flatMap(documentOf), ...settings.untrusted],
    sources: secrets.value,
    endpoints,
    tell: tell.value,
    slack: {
      exerciseChannel: slack.exerciseChannel.value,
      isPrivate: slack.isPrivate.value,
      answers: slack.answers.value,
      apiUrl: slack.apiUrl.value,
    },
    ...(ca.value !== null && { authorities: ca.value }),
    store: settings.store.value,
    environment: process.env,
    terminal: terminalOf(process.stdout),
    contacts: settings.contacts.value,
    node: process.versions.node,
  };
}

/** The folder of a playbook of one's own, whose actions come with it. */
function besideOf([first]: readonly LoadedPlaybook[]): string | undefined {
  return first && !first.found.shipped ? dirname(resolve(first.found.file)) : undefined;
}

function documentOf({ found, playbook, document }: LoadedPlaybook): TrustDocument[] {
  if (found.shipped) return [];
  return [{ sort: 'playbook', id: playbook.id, text: document.text, file: found.file, shipped: false }];
}

function terminalOf({ isTTY, columns, rows }: NodeJS.WriteStream): Examined['terminal'] {
  return isTTY ? { columns, rows } : null;
}
