import { markOf, openInstances } from '../engine/queries.ts';
import { type Incident, openIncident } from '../run/incident.ts';
import { rememberRun } from '../run/trust/runs.ts';
import { commandLine } from './command-line.ts';
import { exits } from './exit.ts';
import { plain, print } from './output.ts';
import type { Settings } from './settings.ts';
import { deliver, lastWords, leftWords } from './telling.ts';

/** Opens a live run where nobody is at a terminal: it waits for whoever goes on with it. Returns the exit code. */
export async function openWaiting(incident: Incident, settings: Settings, json: boolean): Promise<number> {
  const { store } = settings;
  const session = await openIncident(store.value, incident);
  const [opened] = session.entries;
  if (opened?.type === 'run.opened') rememberRun(opened);
  // Who must know does so before anybody is at a terminal.
  const outbox = await deliver(session, settings);
  if (outbox) await lastWords(outbox, session, true);
  const { run, journal, head, state } = session;
  const title = state.run?.title ?? state.definition.playbook.title;
  session.leave();
  if (json) {
    const { playbook } = state.definition;
    const items = Object.keys(state.kindOf).length;
    print(JSON.stringify({ run, kind: 'incident', playbook: playbook.id, title, items, head, journal }));
    return exits.done;
  }
  const word = markOf(state);
  print(plain(`${word}  ${title}: opened, and waits. ${openInstances(state).length} open.`));
  for (const words of leftWords(session)) print(plain(`  untold   ${words}`));
  print(plain(`  journal  ${journal}`));
  print(plain(`  go on    ${commandLine(['resume', run], store)}`));
  return exits.done;
}
