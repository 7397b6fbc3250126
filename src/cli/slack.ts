import { Command } from 'commander';
import type { SlackCheck } from '../notify/slack/setup.ts';
import { asStarted } from './command-line.ts';
import { exits } from './exit.ts';
import { plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings, type Settings } from './settings.ts';

const help = `
1. Make an app of your workspace from the manifest: https://api.slack.com/apps?new_app=1, From a manifest.
2. Install it, and set SLACK_BOT_TOKEN to its bot token (xoxb-…), or say under secrets: where the token is.
3. Write /invite @breakglass in the channel of your exercises, and set it as slack.exercise-channel.
4. breakglass slack setup: the token and its scopes are tried, a test message is posted there and deleted again.

Exit codes: 0, all of it works; 4, the settings here are not trusted; 5, something is missing.

Examples:
  breakglass slack setup --manifest > manifest.json
  breakglass slack setup --channel "#drills"`;

interface SetupFlags extends EverywhereFlags {
  readonly manifest?: boolean;
  readonly answers?: boolean;
  readonly channel?: string;
}

/** `breakglass slack`: what has to do with Slack. */
export function slackCommand(): Command {
  const slack = new Command('slack').summary('set Slack up, and try it').description('Sets Slack up, and tries it.');
  const setup = new Command('setup')
    .summary('print the manifest of the app, and try its token')
    .description('Prints the manifest of the app, tries its token and scopes, posts a test message and deletes it.')
    .option('--manifest', 'print the manifest alone')
    .option('--answers', 'with what buttons and replies need: interactivity, by Socket Mode')
    .option('--channel <channel>', 'where the test message is posted, instead of the exercise channel')
    .addHelpText('after', help)
    .action(async (_flags: unknown, command: Command) => {
      process.exitCode = await setUp(command.optsWithGlobals());
    });
  return slack.addCommand(setup);
}

async function setUp(flags: SetupFlags): Promise<number> {
  const settings = await readSettings(flags);
  const { manifestOf } = await import('../notify/slack/manifest.ts');
  const isPrivate = settings.slack.isPrivate.value;
  const manifest = manifestOf({ isPrivate, answers: flags.answers === true });
  if (flags.manifest) {
    print(JSON.stringify(manifest, null, 2));
    return exits.done;
  }
  const checks = await tried(flags, settings);
  if (flags.json) print(JSON.stringify({ manifest, checks }, null, 2));
  else tell(manifest, checks);
  return checks.some(({ state }) => state === 'missing') ? exits.unmet : exits.done;
}

/** What became of trying it. @throws Problem where the settings here are not trusted, or the channel is none */
async function tried(flags: SetupFlags, { untrusted, slack, secrets, ca }: Settings): Promise<SlackCheck[]> {
  const { requireTrust } = await import('../run/trust.ts');
  const { slackAccess } = await import('../run/slack-access.ts');
  const { examineSlack } = await import('../notify/slack/setup.ts');
  const { scopesFor } = await import('../notify/slack/scopes.ts');
  await refuseNoChannel(flags.channel);
  requireTrust(untrusted);
  const access = slackAccess({
    sources: secrets.value,
    environment: process.env,
    apiUrl: slack.apiUrl.value,
    ...(ca.value !== null && { authorities: ca.value }),
  });
  const channel = flags.channel ?? slack.exerciseChannel.value;
  const scopes = scopesFor({ isPrivate: slack.isPrivate.value });
  return await examineSlack({ ...access, scopes, channel }, new AbortController().signal);
}

async function refuseNoChannel(channel: string | undefined): Promise<void> {
  const { channelForm, isChannel } = await import('../notify/slack/address.ts');
  if (channel === undefined || isChannel(channel)) return;
  const { Problem } = await import('../run/problem.ts');
  throw new Problem('usage', `'${channel.slice(0, 90)}' is no channel: ${channelForm}.`);
}

const words = { ok: 'ok', warn: 'look', missing: 'MISSING' } as const;

function tell(manifest: object, checks: readonly SlackCheck[]): void {
  say('The manifest of the app, to be pasted at https://api.slack.com/apps?new_app=1 (From a manifest):');
  print(JSON.stringify(manifest, null, 2));
  for (const { what, state, said, mend } of checks) {
    say(plain(`${words[state].padEnd(8)} ${what.padEnd(8)} ${said}`));
    if (mend !== undefined) say(plain(`${' '.repeat(17)} → ${asStarted(mend)}`));
  }
}
