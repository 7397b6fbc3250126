import { sourceText } from '../actions/vault.ts';
import { wordAsWritten } from '../playbook/catalogue/as-written.ts';
import type { ToldBy } from '../run/outbox/told-by.ts';
import type { Deed } from '../run/trust/subject.ts';
import type { SettingsFile } from './settings-file.ts';
import { toldWords } from './settings-tell.ts';
import { trackerWords } from './settings-trackers.ts';

type Said = NonNullable<SettingsFile['slack']>;

/** What a settings file does once it is trusted: what it runs, whom it believes, and where secrets and messages go by it. */
export function deedsOf(said: SettingsFile): Deed[] {
  const { secrets = {}, endpoints = {}, actions = [], approvals, ca, slack, tell = {}, trackers = {}, contacts } = said;
  return [
    ...Object.entries(secrets).map(([name, source]) => ({
      of: `secret ${name}`,
      does: 'command' in source ? `runs ${source.command.map(wordAsWritten).join(' ')}` : `is ${sourceText(source)}`,
    })),
    ...Object.entries(endpoints).map(([id, address]) => ({
      of: `endpoint ${id}`,
      does: `requests and their secrets go to ${address}`,
    })),
    ...actions.map((path) => ({ of: 'actions', does: `catalogues are read from ${path}` })),
    ...(approvals?.self ? [{ of: 'approvals', does: `approving what one does oneself is ${approvals.self}` }] : []),
    ...(ca === undefined ? [] : [{ of: 'ca', does: `servers are believed whom ${ca} vouches for` }]),
    ...(slack ? slackDeeds(slack) : []),
    ...Object.entries(tell).map(([via, one]) => ({
      of: `tell.${via}`,
      does: `tells by ${toldWords(one)}${wayOf(one)}`,
    })),
    ...Object.entries(trackers).map(([kind, one]) => ({
      of: `trackers.${kind}`,
      does: `improvements and the token go there: ${trackerWords(one) || 'as is usual'}`,
    })),
    ...(contacts === undefined ? [] : [{ of: 'contacts', does: `who is called and told is read from ${contacts}` }]),
  ];
}

/** Whoever decides where Slack is gets the token and all that is said. */
function slackDeeds({ people = {}, ...said }: Said): Deed[] {
  const others = Object.entries(said).map(([key, value]) => ({ of: `slack.${key}`, does: slackDeed(key, value) }));
  const known = Object.entries(people).map(([id, person]) => ({
    of: 'slack.people',
    does: `what ${id} presses and writes in Slack counts as ${person}'s word`,
  }));
  return [...others, ...known];
}

function slackDeed(key: string, value: string | boolean | readonly string[] | undefined): string {
  if (key === 'api-url') return `what is said in Slack, and its token, go to ${value}`;
  if (key === 'exercise-channel') return `exercises are told in ${value}`;
  if (key === 'invite') return `these are invited to the channel of a live run: ${[value].flat().join(', ')}`;
  return `is ${value}`;
}

/** The server that has what is told, and the login or the token for it. */
function wayOf({ email, webhook, sms }: ToldBy): string {
  if (email) return `, through ${email.host}${email.port === undefined ? '' : `:${email.port}`}`;
  if (webhook?.url !== undefined) return `, to ${webhook.url}`;
  return sms?.['api-url'] === undefined ? '' : `, with its token to ${sms['api-url']}`;
}
