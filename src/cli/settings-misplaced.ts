import type { Path } from '../language/yaml.ts';
import { misplacedInTell } from './settings-misplaced-tell.ts';
import { isHolder, isListOfTexts, isMeantMapping, isName, isPlainAddress } from './settings-shapes.ts';

/** Where in a settings file something stands that may be a secret, and is not where one is to be found. */
export function misplacedIn(settings: unknown): Path[] {
  if (!isMeantMapping(settings)) return [[]];
  return Object.entries(settings).flatMap(([key, value]) => {
    if (key === 'tell') return misplacedInTell(value);
    const inside = sections[key];
    if (inside === undefined) return plainSettings.includes(key) && !isHolder(value) ? [] : [[key]];
    if (!isMeantMapping(value)) return key === 'actions' && isListOfTexts(value) ? [] : [[key]];
    return Object.entries(value).flatMap(([name, said]) => inside(name, said).map((path) => [key, name, ...path]));
  });
}

/**
 * Settings of one value, which is no secret. Under a key that no settings file has, anything may stand. These names are not taken from
 * the schema: what is new there is crossed out until somebody says here that it is no secret.
 */
export const plainSettings: readonly string[] = ['store', 'person', 'color', 'ca', 'contacts'];

/** By the key of a section, where in what is said of one name something is misplaced. */
const sections: Readonly<Record<string, (name: string, said: unknown) => Path[]>> = {
  actions: () => [[]],
  approvals: (name) => (name === 'self' ? [] : [[]]),
  secrets: (_, said) => inSecret(said),
  endpoints: (_, said) => (isPlainAddress(said) ? [] : [[]]),
  slack: (name, said) => (isPlainInSlack(name, said) ? [] : [[]]),
  trackers: inTracker,
};

const IN_SLACK = ['exercise-channel', 'assume-compromised', 'invite', 'private', 'answers', 'people', 'api-url'];

/** Slack's token is a secret and no setting, whatever key it is put under. */
function isPlainInSlack(name: string, said: unknown): boolean {
  if (!IN_SLACK.includes(name) || /\bx(?:ox[a-z]|app)-/.test(JSON.stringify(said) ?? '')) return false;
  if (name === 'api-url') return isPlainAddress(said);
  return !isHolder(said) || Object.values(said).every((one) => !isHolder(one));
}

const IN_TRACKERS: Readonly<Record<string, readonly string[]>> = {
  github: ['api-url', 'token'],
  gitlab: ['api-url', 'token'],
  jira: ['url', 'user', 'token', 'issue-type'],
};

/** A token stands there by its name. */
function inTracker(kind: string, said: unknown): Path[] {
  const known = IN_TRACKERS[kind];
  if (!known || !isMeantMapping(said)) return [[]];
  return Object.entries(said).flatMap(([key, value]) => {
    if (key === 'token') return isName(value) ? [] : [[key]];
    const isPlain = key.endsWith('url') ? isPlainAddress(value) : !isHolder(value);
    return known.includes(key) && isPlain ? [] : [[key]];
  });
}

function inSecret(source: unknown): Path[] {
  if (!isMeantMapping(source)) return [[]];
  return Object.entries(source).flatMap(([key, place]) => (isPlace(key, place) ? [] : [[key]]));
}

function isPlace(key: string, place: unknown): boolean {
  if (key === 'env') return isName(place);
  if (key === 'file') return typeof place === 'string';
  return key === 'command' && isListOfTexts(place);
}
