import { Argument, Command, Option } from 'commander';

const help = `
--to puts each improvement there once, however often it is run: what is there already is found again. The link stands in the run's
journal, also of a closed run, and in its report; --refresh asks the trackers how everything stands now. Where it goes:
  github:owner/repository   with GITHUB_TOKEN (“Issues: read and write”)
  gitlab:group/project      with GITLAB_TOKEN (scope “api”)
  jira:PROJECT              with JIRA_API_TOKEN, and trackers.jira.url and user in breakglass.yaml
  FILE.md                   a task list: what is there stays as it is, ticks and all
Those of a drill or a rehearsal go out only by this command, and say DRILL or REHEARSAL.

--policy makes a policy with its test of each improvement that has a finding, for Open Policy Agent (rego) or Checkov (checkov), into
--out DIR, or as one commit on a new branch of --repo. --finding names the finding of one that has none.

Exit code 5: something is not there yet.

Examples:
  breakglass improvements poisoned-release-20260302-7f3a
  breakglass improvements poisoned-release-20260302-7f3a --to github:acme/storefront
  breakglass improvements poisoned-release-20260302-7f3a --refresh --json
  breakglass improvements poisoned-release-20260302-7f3a --policy rego --out policy
  breakglass improvements poisoned-release-20260302-7f3a --policy checkov --branch pin-actions --repo ~/src/storefront
  breakglass improvements poisoned-release-20260302-7f3a --policy rego --out policy --finding improvement-2=public-bucket`;

/** `breakglass improvements`: what runs are to make better, and where that is worked on. */
export function improvementsCommand(): Command {
  return new Command('improvements')
    .summary('what is to be better after a run; puts it into a tracker, or makes policies of it')
    .description(
      'Lists the improvements of runs, puts them where work is tracked, and makes policies of their findings.',
    )
    .addArgument(new Argument('<run...>', 'runs, or journal files'))
    .option('--to <place>', 'put them there: github:owner/repository, gitlab:group/project, jira:PROJECT, or FILE.md')
    .option('--refresh', 'ask the trackers how they stand now')
    .addOption(new Option('--policy <for>', 'make policies of findings').choices(['rego', 'checkov']))
    .option('--out <dir>', 'the folder for policies')
    .option('--branch <name>', 'a new branch for policies, of --repo')
    .option('--repo <path>', 'the git repository of that branch; the working folder without it')
    .option('--finding <improvement=finding...>', 'the finding of an improvement, where it has none')
    .addHelpText('after', help)
    .action(async (runs: string[], _flags: unknown, command: Command) => {
      const { improvements } = await import('./improvements-parts.ts');
      process.exitCode = await improvements(runs, command.optsWithGlobals());
    });
}
