import { z } from 'zod';
import { id } from '../language/zod.ts';
import type { ToldBy } from '../run/outbox/channels.ts';
import type { NamedSettings } from './settings-environment.ts';

const secretName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, {
  error: 'expected the name of a secret, such as MAIL_PASSWORD: where it is stands under secrets, or in that variable',
});
const text = z.string().min(1).max(300);
const list = z.array(text).min(1).max(100).optional();
const port = z.int().min(1).max(65_535);

const email = z.strictObject({
  host: text,
  from: text,
  port: port.optional(),
  tls: z.enum(['starttls', 'tls', 'none']).optional(),
  user: text.optional(),
  password: secretName.optional(),
});
const webhook = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).optional(),
    'url-secret': secretName.optional(),
    secret: secretName,
  })
  .refine((one) => (one.url === undefined) !== (one['url-secret'] === undefined), {
    error: 'expected one of url and url-secret',
  });
const hook = z.strictObject({ 'url-secret': secretName });
const sms = z.strictObject({ account: text, from: text, token: secretName, 'api-url': z.url().optional() });

/** Channels beside Slack, by names of one's own. */
export const tellSchema = z.record(
  id(),
  z
    .strictObject({
      email: email.optional(),
      webhook: webhook.optional(),
      teams: hook.optional(),
      mattermost: hook.optional(),
      sms: sms.optional(),
      audiences: list,
      to: list,
      events: z.enum(['messages', 'all']).optional(),
    })
    .refine((one) => kinds.filter((kind) => one[kind] !== undefined).length === 1, {
      error: 'expected one of email, webhook, teams, mattermost and sms',
    }),
);
const kinds = ['email', 'webhook', 'teams', 'mattermost', 'sms'] as const;

/** What a settings file says of channels beside Slack. */
export type TellSaid = z.infer<typeof tellSchema>;

/** The channels of all files, the earlier file's before the other's of that name. */
export function tellSettings(
  files: readonly { readonly path: string; readonly said: { readonly tell?: TellSaid | undefined } }[],
): NamedSettings<ToldBy> {
  const value: Record<string, ToldBy> = {};
  const from: Record<string, string> = {};
  for (const { path, said } of files.toReversed())
    for (const [name, one] of Object.entries(said.tell ?? {})) {
      value[name] = one;
      from[name] = path;
    }
  return { value, from };
}

/** A channel in few words, with nothing in it that is secret: `email to executives, board@example.org`. */
export function toldWords(one: ToldBy): string {
  const kind = kinds.find((name) => one[name] !== undefined) ?? '';
  const whom = [...(one.audiences ?? ['every audience']), ...(one.to ?? [])].join(', ');
  return one.events === 'all' ? `${kind}, everything` : `${kind} to ${whom}`;
}
