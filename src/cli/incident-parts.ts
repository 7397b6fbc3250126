import { dirname, resolve } from 'node:path';
import type { Alert } from '../alert/alert.ts';
import { readAlert } from '../alert/read.ts';
import { formatInstant } from '../language/time.ts';
import { loadCatalogues, refuseUnknownEndpoints } from '../run/catalogues.ts';
import { type Clock, realClock, shiftedClock } from '../run/clock.ts';
import { loadPlaybook } from '../run/content.ts';
import { readText } from '../run/files.ts';
import type { Incident } from '../run/incident.ts';
import { createLive } from '../run/live.ts';
import { Problem } from '../run/problem.ts';
import { shelvedPlaybooks } from '../run/shelf.ts';
import { requireTrust } from '../run/trust.ts';
import { commandLine } from './command-line.ts';
import { liveParts } from './live-parts.ts';
import { plain, say, sayDiagnostics } from './output.ts';
import type { RespondFlags } from './respond-flags.ts';
import type { Settings } from './settings.ts';
import { headlessStart, typist } from './surroundings.ts';
import { liveRoutes } from './telling.ts';

/** The longest alert that is read from standard input, in characters. */
const LONGEST_ALERT = 4 * 1024 * 1024;

/**
 * Everything that a live run is opened with: read, checked and trusted before anything of it is written or run.
 * @throws Problem
 */
export async function prepareIncident(
  named: string | undefined,
  settings: Settings,
  flags: RespondFlags,
): Promise<Incident> {
  const alert = flags.from === undefined ? null : await alertFrom(flags.from);
  const content = loadPlaybook(named ?? alert?.playbook ?? nobodySaid(alert));
  const { found, playbook, document } = content;
  const beside = found.shipped ? undefined : dirname(resolve(found.file));
  const { catalogues, documents, warnings } = loadCatalogues(settings.actions.value, beside);
  refuseUnknownEndpoints(settings.endpoints, catalogues);
  if (warnings.length > 0) await sayDiagnostics(warnings);
  requireTrust([
    { sort: 'playbook', id: playbook.id, text: document.text, file: found.file, shipped: found.shipped },
    ...documents.map((one) => ({
      sort: 'catalogue' as const,
      id: one.document.id,
      text: one.document.text,
      file: one.file,
      shipped: one.shipped,
    })),
    ...settings.untrusted,
  ]);
  const clock = clockOf();
  const live = createLive(liveParts(settings), playbook, catalogues);
  live.withhold(alert?.withheld ?? []);
  const known = flags.known ?? knownBy(alert, clock);
  return {
    content,
    catalogues,
    documents: documents.map((one) => one.document),
    live,
    roles: flags.as ?? {},
    inputs: { ...inputsOf(alert, Object.keys(playbook.inputs)), ...flags.inputs },
    anchors: {
      ...(known !== undefined && { known }),
      ...(flags.intruded !== undefined && { intruded: flags.intruded }),
    },
    ...titleOf(flags, alert),
    ...(alert && { raised: { source: alert.source, links: alert.links, raw: alert.evidence, items: alert.items } }),
    endpoints: settings.endpoints.value,
    selfApproval: settings.selfApproval.value,
    // A rehearsal changes nothing, in Slack neither.
    routes: flags.rehearse ? [] : liveRoutes(settings, flags.slack === false),
    rehearsal: flags.rehearse === true,
    ...(flags.seed !== undefined && { seed: flags.seed }),
    clock,
    typedBy: typist(),
    by: { person: settings.person.value },
  };
}

function titleOf({ title }: RespondFlags, alert: Alert | null): { title?: string } {
  const said = title ?? alert?.title;
  return said === undefined ? {} : { title: said };
}

/** What an alert knows and the playbook asks for. */
function inputsOf(alert: Alert | null, asked: readonly string[]): Record<string, string> {
  const known = Object.entries(alert?.inputs ?? {}).filter(([name]) => asked.includes(name));
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}

/** It was known when the alert was raised, unless the alert is from the future. */
function knownBy(alert: Alert | null, clock: Clock): string | undefined {
  const { raised } = alert ?? {};
  return raised !== undefined && Date.parse(raised) <= clock.wall() ? formatInstant(Date.parse(raised)) : undefined;
}

function nobodySaid(alert: Alert | null): never {
  const hint = shelvedPlaybooks()
    .map(({ id, title }) => `  ${id.padEnd(24)}${title}`)
    .join('\n');
  const words = ['respond', 'leaked-secret', ...(alert ? ['--from', '…'] : [])];
  const message = alert ? `Which playbook answers this alert (${alert.source}) is for you to say.` : 'Name a playbook.';
  throw new Problem('usage', message, `${hint}\nSuch as: ${commandLine(words)}. It may be a file of your own, too.`);
}

async function alertFrom(name: string): Promise<Alert> {
  const text = name === '-' ? await standardInput() : readText(name);
  const read = readAlert(text);
  if ('problem' in read)
    throw new Problem('input', `${name === '-' ? 'Standard input' : name}: ${read.problem}`, read.hint);
  const { left, resolved } = read.alert;
  if (left.length > 0) say(plain(`Not taken from the alert: ${left.join('; ')}.`));
  if (resolved) say('The alert says that it is over. The run is opened all the same.');
  return read.alert;
}

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) throw new Problem('usage', 'Nothing is piped in.', 'Pipe an alert in, or name a file.');
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST_ALERT)
      throw new Problem('input', 'What is piped in is larger than 4 MiB.', 'Send one alert.');
  }
  return text;
}

function clockOf(): Clock {
  const start = headlessStart();
  return start === null ? realClock : shiftedClock(start);
}
