import type { Sent } from '../channel.ts';

/** How a call came out that did not do what it was for. */
export type Trouble = Exclude<Sent, { outcome: 'sent' }>;

/** What Slack said of a call that it did not carry out. */
export interface Complaint {
  readonly method: string;
  /** Its word for it: `not_in_channel`. */
  readonly error: string;
  /** The scope that it misses. */
  readonly needed?: string;
  /** The channel that was spoken to, as it was named. */
  readonly channel?: string;
  /** What its limit is called here. */
  readonly limit: string;
  readonly after?: number;
}

/** What mends a token that does not work. */
export const TOKEN =
  'Set SLACK_BOT_TOKEN to the bot token of the app (it begins with xoxb-). breakglass slack setup tries it, then breakglass outbox retry.';
const INVITE =
  'Write /invite @breakglass in that channel (or what the app is called there), then breakglass outbox retry.';
const OWNER = "The workspace's settings forbid it to the app: ask one of its owners.";
const GONE = 'Unarchive it, or name another channel. Then breakglass outbox retry.';
const CHANNEL = `It is gone, or private and without the app. ${INVITE}`;

/** What keeps everything from being said until somebody has mended it, and the mend. */
const stopping: Readonly<Record<string, string>> = {
  invalid_auth: TOKEN,
  not_authed: TOKEN,
  token_revoked: TOKEN,
  token_expired: TOKEN,
  account_inactive: TOKEN,
  not_allowed_token_type: TOKEN,
  no_permission: OWNER,
  access_denied: OWNER,
  accesslimited: OWNER,
  ekm_access_denied: OWNER,
  enterprise_is_restricted: OWNER,
  team_access_not_granted: OWNER,
  org_login_required: OWNER,
  two_factor_setup_required: OWNER,
  restricted_action: OWNER,
  restricted_action_read_only_channel: OWNER,
  restricted_action_thread_only_channel: OWNER,
  restricted_action_non_threadable_channel: OWNER,
  user_is_restricted: OWNER,
  channel_not_found: CHANNEL,
  not_in_channel: INVITE,
  is_archived: GONE,
};

/** Slack says of these that some of what was asked may have been done. */
const unclear = ['internal_error', 'fatal_error', 'service_unavailable'];
const limits = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
/** The request did not arrive whole; or the workspace is being moved, which goes by. */
const passing = ['request_timeout', 'team_added_to_org'];

/**
 * What a complaint of Slack means for what was to be said. An error that is not known concerns this message alone: the next may well
 * be taken. The common errors: https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export function troubleOf({ method, error, needed, channel, limit, after }: Complaint): Trouble {
  const where = channel === undefined ? '' : ` (${channel})`;
  const why = `Slack answered ${error} to ${method}${where}`;
  if (limits.includes(error)) return { outcome: 'later', why, limit, ...(after !== undefined && { after }) };
  if (passing.includes(error)) return { outcome: 'later', why, ...(after !== undefined && { after }) };
  if (unclear.includes(error)) return { outcome: 'unknown', why: `${why}: some of it may have been done` };
  if (error === 'missing_scope') return { outcome: 'refused', why, mend: scopeMend(method, needed), stops: true };
  const mend = Object.hasOwn(stopping, error) ? stopping[error] : undefined;
  return mend === undefined ? { outcome: 'refused', why } : { outcome: 'refused', why, mend, stops: true };
}

function scopeMend(method: string, needed: string | undefined): string {
  const which = needed === undefined || needed === '' ? `a scope that ${method} needs` : `the scope ${needed}`;
  return `Give the app ${which} under OAuth & Permissions, and install it anew. breakglass slack setup --manifest prints all that it needs. Then breakglass outbox retry.`;
}

/** The same, of a place that is not the run's own: nothing else is held up by it. */
export function ofOnePlace(trouble: Trouble): Trouble {
  if (trouble.outcome !== 'refused' || !trouble.stops) return trouble;
  const isOfPlace = /answered (channel_not_found|not_in_channel|is_archived|restricted_action\w*) /.test(trouble.why);
  if (!isOfPlace) return trouble;
  const { stops: _, ...rest } = trouble;
  return rest;
}
