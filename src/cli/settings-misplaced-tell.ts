import { hookProblem } from '../notify/web.ts';
import { isHolder, isMeantMapping, isName, isPlainAddress } from './settings-shapes.ts';
import { tellKinds } from './settings-tell.ts';

/** Said where a secret itself may stand among channels. */
export const TELL_HINT = 'Write the name of the secret here, such as MAIL_PASSWORD, and under secrets where it is.';

/** Where the name of a secret belongs. */
const SECRETS: readonly string[] = ['password', 'secret', 'url-secret', 'token'];
/** What is no secret, by kind; the kinds themselves aside, what a channel has. */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  '': ['audiences', 'to', 'events', 'report'],
  email: ['host', 'from', 'port', 'tls', 'user'],
  webhook: ['url'],
  teams: [],
  mattermost: [],
  sms: ['account', 'from', 'api-url'],
};

/** Where in `tell` something stands that may be a secret, and is not the name of one: all that is no setting, too. */
export function misplacedInTell(tell: unknown): string[][] {
  if (!isMeantMapping(tell)) return [['tell']];
  return Object.entries(tell).flatMap(([name, channel]) => {
    if (!isMeantMapping(channel)) return [['tell', name]];
    return Object.entries(channel).flatMap(([key, said]) => {
      const at = ['tell', name, key];
      if (!(tellKinds as readonly string[]).includes(key)) return isPlain('', key, said) ? [] : [at];
      if (!isMeantMapping(said)) return [at];
      return Object.entries(said).flatMap(([inner, value]) => (isPlain(key, inner, value) ? [] : [[...at, inner]]));
    });
  });
}

function isPlain(kind: string, key: string, value: unknown): boolean {
  if (kind !== '' && SECRETS.includes(key)) return isName(value);
  if (!PLAIN[kind]?.includes(key) || !isFlat(value)) return false;
  if (key === 'url') return typeof value === 'string' && hookProblem(value) === null;
  return key !== 'api-url' || isPlainAddress(value);
}

/** Whether it is one value, or a list of such. */
function isFlat(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).every((one) => !isHolder(one));
}
