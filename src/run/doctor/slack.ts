import type { Around } from '../../actions/around.ts';
import type { SlackCheck } from '../../notify/slack/setup.ts';
import { SLACK_APP_TOKEN, SLACK_TOKEN } from '../outbox/slack-token.ts';
import { createWeb } from '../web.ts';
import type { Finding } from './finding.ts';
import { isSetUp, type SecretPlaces } from './secrets.ts';

/** What the settings say of Slack. */
export interface SlackExamined {
  readonly exerciseChannel: string | null;
  readonly isPrivate: boolean;
  readonly answers: boolean;
  /** Null: Slack's own. */
  readonly apiUrl: string | null;
}

/** How long one answer may take, and all of it. Milliseconds. */
const TIMEOUT = 4_500;
const LIMIT = 9_000;

/** The secrets that Slack takes here; none where nothing was said of Slack. */
export function secretsOfSlack(
  { exerciseChannel, answers }: SlackExamined,
  places: Pick<SecretPlaces, 'sources' | 'environment'>,
): readonly string[] {
  const isTold = exerciseChannel !== null || answers || isSetUp(SLACK_TOKEN, places);
  if (!isTold) return [];
  return answers ? [SLACK_TOKEN, SLACK_APP_TOKEN] : [SLACK_TOKEN];
}

/**
 * Whether Slack takes the token, with what it may do, and whether the app is where drills are told. Nothing is posted. `hasSecret`:
 * whether a secret is there; that one is missing is said with the secret itself. `limit`: how long it may take, milliseconds.
 */
export async function slackFindings(
  slack: SlackExamined,
  around: Around,
  hasSecret: (name: string) => boolean,
  limit = LIMIT,
): Promise<Finding[]> {
  const { environment, authorities, secret } = around;
  const { examineSlack, examineAnswers } = await import('../../notify/slack/setup.ts');
  const { scopesFor } = await import('../../notify/slack/scopes.ts');
  const reach = { environment, timeout: TIMEOUT, ...(authorities !== undefined && { authorities }) };
  const { apiUrl, isPrivate, exerciseChannel: channel } = slack;
  const parts = { web: createWeb(reach), timeout: TIMEOUT, ...(apiUrl !== null && { apiUrl }) };
  const signal = AbortSignal.timeout(limit);
  const checks = await Promise.all([
    hasSecret(SLACK_TOKEN)
      ? examineSlack(
          { ...parts, token: () => secret(SLACK_TOKEN), scopes: scopesFor({ isPrivate }), channel, isQuiet: true },
          signal,
        )
      : [],
    slack.answers && hasSecret(SLACK_APP_TOKEN)
      ? examineAnswers({ ...parts, token: () => secret(SLACK_APP_TOKEN) }, signal)
      : [],
  ]);
  return checks.flat().map((check) => findingOf(check, signal.aborted ? limit : null));
}

/** `late`: the time that is over, where it is. */
function findingOf({ what, state, said, mend }: SlackCheck, late: number | null): Finding {
  const about = { sort: 'channel', what: `Slack, ${what}`, state } as const;
  if (state === 'missing' && mend === undefined) {
    const why = late === null ? said : `no answer within ${late / 1000} s`;
    return { ...about, said: why, mend: 'See the network, HTTPS_PROXY and NO_PROXY, then: breakglass slack setup' };
  }
  return { ...about, said, ...(mend !== undefined && { mend }) };
}
