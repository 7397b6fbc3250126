import { channelForm, isChannel } from '../notify/slack/address.ts';
import { Problem } from '../run/problem.ts';
import { endpointForm, isEndpoint } from './settings-environment.ts';

/** What a settings file says of Slack. */
export interface SlackSaid {
  readonly 'exercise-channel'?: string | undefined;
  readonly 'assume-compromised'?: boolean | undefined;
  readonly invite?: readonly string[] | undefined;
  readonly private?: boolean | undefined;
  readonly answers?: boolean | undefined;
  readonly people?: Readonly<Record<string, string>> | undefined;
  readonly 'api-url'?: string | undefined;
}

/** A value, and where it came from. */
interface From<T> {
  readonly value: T;
  readonly from: string;
}

/** How Slack is spoken to. The token is a secret, SLACK_BOT_TOKEN, and no setting. */
export interface SlackSettings {
  /** The only channel in which exercises are told; null: they are told in none. */
  readonly exerciseChannel: From<string | null>;
  /** Whoever attacks may read Slack: no details go there. */
  readonly assumeCompromised: From<boolean>;
  /** People who are invited to the channel of a live run, by their ids. */
  readonly invite: From<readonly string[]>;
  /** Whether that channel is seen by those alone who are invited. */
  readonly isPrivate: From<boolean>;
  /** Whether buttons and replies are listened to. */
  readonly answers: From<boolean>;
  /** Who somebody is, by their id in Slack. */
  readonly people: From<Readonly<Record<string, string>>>;
  /** Where the Web API is; null: Slack's own. */
  readonly apiUrl: From<string | null>;
}

const CHANNEL = 'BREAKGLASS_SLACK_EXERCISE_CHANNEL';
const ADDRESS = 'SLACK_API_URL';

/** The settings of Slack: the environment over the files, each key by itself. @throws Problem where a variable is no such thing */
export function slackSettings(
  files: readonly { readonly path: string; readonly said: { readonly slack?: SlackSaid | undefined } }[],
  environment: NodeJS.ProcessEnv,
): SlackSettings {
  const { [CHANNEL]: channel, [ADDRESS]: address } = environment;
  if (channel && !isChannel(channel))
    throw new Problem('usage', `${CHANNEL} is no channel.`, `It is wrong: ${channelForm}.`);
  if (address && !isEndpoint(address))
    throw new Problem('usage', `${ADDRESS} is no address.`, `It is wrong: ${endpointForm}.`);
  const said = <K extends keyof SlackSaid>(key: K) =>
    files.flatMap(({ path, said: { slack } }) => {
      const value = slack?.[key];
      return value === undefined ? [] : [{ value: value as NonNullable<SlackSaid[K]>, from: path }];
    });
  const none = { value: null, from: 'default' };
  const off = { value: false, from: 'default' };
  return {
    exerciseChannel: (channel ? { value: channel, from: CHANNEL } : said('exercise-channel')[0]) ?? none,
    assumeCompromised: said('assume-compromised')[0] ?? off,
    invite: said('invite')[0] ?? { value: [], from: 'default' },
    isPrivate: said('private')[0] ?? off,
    answers: said('answers')[0] ?? off,
    people: said('people')[0] ?? { value: {}, from: 'default' },
    apiUrl: (address ? { value: address, from: ADDRESS } : said('api-url')[0]) ?? none,
  };
}
