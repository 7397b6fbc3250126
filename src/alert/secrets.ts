import type { AlertProblem } from './alert.ts';

/** More than these is no alert, and could not be masked in time. */
const MOST_SECRETS = 1_000;
const MOST_CHARACTERS = 262_144;

/** Keys, in lower case with `_` between words, under which a text is a secret wherever they stand. */
const secretKeys = new Set(
  [
    'access_token api_key apikey api_token app_key application_key auth_token authorization client_secret cookie',
    'dd_api_key dd_application_key id_token passphrase passwd password private_key private_token',
    'proxy_authorization pwd refresh_token secret_access_key secret_key session_token set_cookie x_api_key',
    'x_amz_security_token x_auth_token x_vault_token',
  ].flatMap((line) => line.split(' ')),
);
/** Under these too, but not among labels, where they hold the name of one. */
const namedSecretKeys = new Set(['secret', 'token']);
const labelKeys = new Set(['labels', 'commonlabels', 'grouplabels', 'tags']);

const nothing = /^(?:\s*|[*•.x]+|true|false|null|none|yes|no|n\/a|.{0,3}redacted.{0,3}|\[filtered\]|\$\w+)$/i;

/** What secrets look like. What is to be masked is the first group, or the whole. Bounded, so that no text makes them slow. */
const patterns: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}/g,
  /\bgithub_pat_\w{22,255}/g,
  /\bgl(?:pat|ptt|dt|rt|cbt|soat|agent|oas|ft|imt)-[\w-]{20,255}/g,
  /\bnpm_[A-Za-z0-9]{36}/g,
  /\bpypi-[\w-]{50,255}/g,
  /\brubygems_[a-f0-9]{48}/g,
  /\bdckr_(?:pat|oat)_[\w-]{20,255}/g,
  /\bxox[a-z](?:\.[a-z]{4})?-[\w-]{10,255}/g,
  /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/-]{20,255})/g,
  /\bhv[sbr]\.[\w-]{20,255}/g,
  /\b(?:sk|rk)_live_[A-Za-z0-9]{16,255}/g,
  /\bAIza[\w-]{35}/g,
  /(?<![\w-])eyJ[\w-]{8,512}\.[\w-]{8,4096}\.[\w-]{8,1024}/g,
  /\bBearer\s{1,4}([\w.~+/-]{12,4096}={0,2})/gi,
  /\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:[a-z]{1,20}\s{1,4})?([\w.~+/-]{8,4096}={0,2})/gi,
  // A password in an address, and what is passed in a query.
  /:\/\/[^\s/:@]{0,200}:([^\s/@]{1,200})@/g,
  /[?&](?:access_token|api_?key|auth|client_secret|code|key|password|secret|sig|signature|token|x-amz-signature|x-amz-security-token)=([^\s&#"']{6,4096})/gi,
  // In commands, logs and JSON in a text. A `secret="npm-token"` is a name: a value has digits.
  /(?:passphrase|passwd|password|pwd)["']?\s{0,4}(?:=|["']\s{0,4}:)\s{0,4}["']?([^\s"'&;,(){}]{6,4096})/gi,
  /(?:secret|token|api[_-]?key|access[_-]?key)["']?\s{0,4}(?:=|["']\s{0,4}:)\s{0,4}["']?((?=[^\s"'&;,(){}]{0,64}\d)[^\s"'&;,(){}]{12,4096})/gi,
];

/** One quick look: a text without any of these has none of those. */
const hints = /[=@_]|[a-z]-|BEGIN|AIza|eyJ|slack|hv[sbr]\.|bearer|authorization|pass|pwd|secret|token|key/i;

/**
 * Secrets that stand in JSON documents: under keys that are made for them, and whatever looks like one in any text. `more` are
 * those that a format knows of.
 */
export function secretsIn(documents: readonly unknown[], more: Iterable<string>): ReadonlySet<string> | AlertProblem {
  const found = new Set<string>();
  let characters = 0;
  const keep = (secret: string) => {
    if (nothing.test(secret) || found.has(secret)) return;
    found.add(secret);
    characters += secret.length;
  };
  const tooMany = () => found.size > MOST_SECRETS || characters > MOST_CHARACTERS;
  for (const secret of more) keep(secret);
  const waiting: Place[] = documents.map((value) => ({ value, key: '', amongLabels: false }));
  for (let place = waiting.pop(); place !== undefined && !tooMany(); place = waiting.pop()) look(place, waiting, keep);
  if (!tooMany()) return found;
  const hint = 'Give it in parts: what this run is about, and no more.';
  return { problem: `There are more than ${MOST_SECRETS} secrets in the alert, or very long ones.`, hint };
}

interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly amongLabels: boolean;
}

function look({ value, key, amongLabels }: Place, waiting: Place[], keep: (secret: string) => void): void {
  if (typeof value === 'string') {
    if (isSecretKey(key, amongLabels)) for (const secret of valuesOf(key, value)) keep(secret);
    if (!hints.test(value)) return;
    for (const pattern of patterns) for (const match of value.matchAll(pattern)) keep(match[1] ?? match[0]);
  } else if (Array.isArray(value)) {
    for (const one of value) waiting.push({ value: one, key, amongLabels });
  } else if (typeof value === 'object' && value !== null) {
    const inLabels = labelKeys.has(key);
    for (const [name, part] of Object.entries(value)) {
      // Names of keys can be anybody's text as well.
      if (name.length > 20) look({ value: name, key: '', amongLabels: false }, waiting, keep);
      waiting.push({ value: part, key: lastWord(name), amongLabels: inLabels });
    }
  }
}

/** `http.request.headers.X-Api-Key` is `x_api_key`. */
function lastWord(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1, name.lastIndexOf('.') + 41)
    .toLowerCase()
    .replaceAll('-', '_');
}

function isSecretKey(key: string, amongLabels: boolean): boolean {
  return secretKeys.has(key) || (!amongLabels && namedSecretKeys.has(key));
}

/** A header holds its scheme too, a cookie names. */
function valuesOf(key: string, value: string): string[] {
  const text = value.trim();
  if (key.endsWith('authorization')) return [text, text.replace(/^\S{1,20}\s+/, '')];
  if (!key.endsWith('cookie')) return [text];
  const pairs = text.split(/;\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [text, ...pairs.filter((one) => one.length >= 12)];
}
