import * as z from 'zod';
import { id } from '../language/zod.ts';
import { isMailAddress } from '../notify/email/address.ts';
import { isPhoneNumber } from '../notify/sms/number.ts';
import { hookProblem } from '../notify/web.ts';
import { endpointForm, isEndpoint } from './settings-environment.ts';
import { tellKinds } from './settings-tell.ts';

const secretName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/, {
  error: 'expected the name of a secret, such as MAIL_PASSWORD: where it is stands under secrets, or in that variable',
});
const text = z.string().min(1).max(300);
const mailAddress = z.string().refine(isMailAddress, { error: 'expected one address, such as ir@example.org' });
const whom = z.array(text).min(1).max(100).optional();

const email = z
  .strictObject({
    host: text.regex(/^[\w.:-]+$/, { error: 'expected the name of a server, such as smtp.example.org' }),
    from: mailAddress,
    port: z.int().min(1).max(65_535).optional(),
    tls: z.enum(['starttls', 'tls', 'none']).optional(),
    user: text.optional(),
    password: secretName.optional(),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    error: 'expected both of user and password, or neither',
  })
  .refine(({ user, tls }) => user === undefined || tls !== 'none', {
    error: 'a password is not sent in clear: set tls to starttls or tls',
  });
const webhook = z
  .strictObject({
    url: z
      .string()
      .refine((url) => hookProblem(url) === null, {
        error: 'expected an address of https, without a user or a password',
      })
      .optional(),
    'url-secret': secretName.optional(),
    secret: secretName,
  })
  .refine((one) => (one.url === undefined) !== (one['url-secret'] === undefined), {
    error: 'expected one of url and url-secret',
  });
const hook = z.strictObject({ 'url-secret': secretName });
const sms = z.strictObject({
  account: text.regex(/^AC[0-9A-Za-z]+$/, {
    error: 'expected the SID of an account at Twilio: AC and what follows it',
  }),
  from: text.refine((from) => isPhoneNumber(from) || /^MG[0-9A-Za-z]+$/.test(from), {
    error: 'expected a number such as +15005550006, or a messaging service: MG and what follows it',
  }),
  token: secretName,
  'api-url': z.string().refine(isEndpoint, { error: endpointForm }).optional(),
});

const channel = z
  .strictObject({
    email: email.optional(),
    webhook: webhook.optional(),
    teams: hook.optional(),
    mattermost: hook.optional(),
    sms: sms.optional(),
    audiences: z.array(id()).min(1).max(100).optional(),
    to: whom,
    events: z.enum(['messages', 'all']).optional(),
    report: z.boolean().optional(),
  })
  .refine((one) => tellKinds.filter((kind) => one[kind] !== undefined).length === 1, {
    error: 'expected one of email, webhook, teams, mattermost and sms',
  })
  .superRefine((one, context) => {
    const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const { to = [], email: isMail, sms: isSms } = one;
    if (!isMail && !isSms && to.length > 0) wrong(['to'], 'is for email and sms: this goes to the address that it has');
    for (const [at, address] of to.entries()) {
      if (isMail && !isMailAddress(address)) wrong(['to', at], 'expected one address, such as board@example.org');
      if (isSms && !isPhoneNumber(address)) wrong(['to', at], 'expected a number such as +4915112345678');
    }
    if (one.report !== undefined && !isMail) wrong(['report'], 'is for email: nothing else takes a file');
    if (one.events === 'all' && one.audiences)
      wrong(['audiences'], 'is for messages: with events all it hears everything');
  });

/** Channels beside Slack, by names of one's own. */
export const tellSchema = z
  .record(id(), channel)
  .refine((all) => !Object.hasOwn(all, 'slack'), { error: 'slack is a name of its own: see slack' });
