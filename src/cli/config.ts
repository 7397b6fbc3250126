import { Command } from 'commander';
import { plain, print } from './output.ts';
import { type EverywhereFlags, readSettings, type Settings } from './settings.ts';
import { toldWords } from './settings-tell.ts';

const help = `
A flag is over the environment, that over breakglass.yaml in the working folder, that over the user's
(~/.config/breakglass/breakglass.yaml). Such a file has any of:

  store: ~/drills                  # the folder of journals, evidence and reports
  person: Mara                     # who speaks at this keyboard
  color: auto                      # auto, always or never
  contacts: ops/contacts.yaml      # who is called and told; without it contacts.yaml here, then beside the user's

and for live runs, paths being from the file's own folder:

  secrets:                         # where each is; without this, in the environment variable of its name
    GITHUB_TOKEN: { command: [op, read, op://ops/github/token] }
    NPM_TOKEN: { file: ~/.secrets/npm }
    REGISTRY_TOKEN: { env: OUR_REGISTRY_TOKEN }
  endpoints:                       # where requests go, by the catalogue's id; BREAKGLASS_ENDPOINT_GITHUB is over it
    github: https://ghe.example/api/v3
  actions: [ops/actions]           # catalogues of your own: files and folders
  approvals: { self: refused }     # whether people may approve what they do themselves: allowed or refused
  ca: ops/ca.pem                   # certificate authorities that requests trust beside the system's
  slack:                           # with the secret SLACK_BOT_TOKEN; see breakglass slack setup --help
    exercise-channel: "#drills"    # where drills are told; BREAKGLASS_SLACK_EXERCISE_CHANNEL is over it
    invite: [U0123ABCD]            # who is invited to the channel of a live run
    private: true                  # which is then seen by them alone
    assume-compromised: true       # who attacks may read Slack: no details go there
    api-url: https://slack.com/api # SLACK_API_URL is over it
  trackers:                        # where improvements go; see breakglass improvements --help
    github: { api-url: https://ghe.example/api/v3, token: GITHUB_TOKEN }
    gitlab: { api-url: https://gitlab.example/api/v4, token: GITLAB_TOKEN }
    jira: { url: https://acme.atlassian.net, user: you@example.org, token: JIRA_API_TOKEN, issue-type: Task }
  tell:                            # where else live runs are told, by names of your own; see docs/telling.md
    board:
      email: { host: smtp.example.org, from: ir@example.org, user: ir, password: MAIL_PASSWORD }
      audiences: [executives]      # whom it reaches; without it, every audience
      to: [board@example.org]
      report: true                 # the report goes there at the end
    bridge: { webhook: { url: https://ir.example.org/hook, secret: BRIDGE_SECRET }, events: all }
    chat: { teams: { url-secret: TEAMS_URL } } # or mattermost
    pager: { sms: { account: AC…, from: "+15005550006", token: TWILIO_TOKEN }, to: ["+4915112345678"] }

Of a working folder's file, what is for live runs counts once the file is trusted: breakglass trust breakglass.yaml`;

/** One line of what is set. */
interface Line {
  readonly name: string;
  readonly value: string | boolean;
  readonly from: string;
}

/** `breakglass config`: every setting, and where it comes from. */
export function configCommand(): Command {
  return new Command('config')
    .summary('show the settings, and where each comes from')
    .description(
      'Shows every setting, its value, and where it comes from. Of a secret it shows where it is, never what it is.',
    )
    .addHelpText('after', help)
    .action(async (_flags: unknown, command: Command) => show(command.optsWithGlobals()));
}

async function show(flags: EverywhereFlags): Promise<void> {
  const lines = await linesOf(await readSettings(flags));
  if (flags.json) {
    print(JSON.stringify(lines));
    return;
  }
  const names = Math.max(...lines.map(({ name }) => name.length));
  const values = Math.max(...lines.map(({ value }) => String(value).length));
  for (const { name, value, from } of lines)
    print(plain(`${name.padEnd(names)}  ${String(value).padEnd(values)}  ${from}`));
}

async function linesOf(settings: Settings): Promise<Line[]> {
  const {
    store,
    person,
    color,
    input,
    secrets,
    endpoints,
    actions,
    selfApproval,
    ca,
    slack,
    tell,
    contacts,
    trackers,
  } = settings;
  const { sourceText } = await import('../actions/vault.ts');
  const { trackerWords } = await import('./settings-trackers.ts');
  const named = <T>(
    key: string,
    { value, from }: { value: Readonly<Record<string, T>>; from: Readonly<Record<string, string>> },
    text: (one: T) => string,
  ) =>
    Object.entries(value).map(([name, one]) => ({ name: `${key}.${name}`, value: text(one), from: from[name] ?? '' }));
  return [
    ...Object.entries({ store, person, color, input }).map(([name, { value, from }]) => ({ name, value, from })),
    ...named('secrets', secrets, sourceText),
    ...named('endpoints', endpoints, (address) => address),
    { name: 'actions', value: actions.value.join(', ') || 'none', from: actions.from },
    { name: 'approvals.self', value: selfApproval.value, from: selfApproval.from },
    { name: 'contacts', value: contacts.value ?? 'none', from: contacts.from },
    { name: 'ca', value: ca.value ?? 'none', from: ca.from },
    ...slackLines(slack),
    ...named('trackers', trackers, trackerWords),
    ...named('tell', tell, toldWords),
  ];
}

function peopleWords(people: Readonly<Record<string, string>>): string {
  const words = Object.entries(people).map(([id, name]) => `${id} ${name}`);
  return words.join(', ') || 'nobody';
}

function slackLines({
  exerciseChannel,
  assumeCompromised,
  invite,
  isPrivate,
  answers,
  people,
  apiUrl,
}: Settings['slack']): Line[] {
  const lines = {
    'exercise-channel': { ...exerciseChannel, value: exerciseChannel.value ?? 'none' },
    'assume-compromised': assumeCompromised,
    invite: { ...invite, value: invite.value.join(', ') || 'nobody' },
    private: isPrivate,
    answers,
    people: { ...people, value: peopleWords(people.value) },
    'api-url': { ...apiUrl, value: apiUrl.value ?? 'https://slack.com/api/' },
  };
  return Object.entries(lines).map(([name, { value, from }]) => ({ name: `slack.${name}`, value, from }));
}
