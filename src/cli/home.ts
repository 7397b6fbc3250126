import type { Command } from 'commander';
import type { HomeChoice, HomeProps } from '../tui/home.ts';
import { exits } from './exit.ts';
import { inColor, onTerminal, plain, print } from './output.ts';
import { applyColor, type EverywhereFlags, readSettings, type Settings } from './settings.ts';

/** `breakglass` alone: home, on a terminal; else what there is to ask for. */
export async function goHome(program: Command): Promise<void> {
  const flags = program.opts<EverywhereFlags>();
  const settings = await readSettings(flags);
  applyColor(settings.color.value);
  if (!onTerminal() || !settings.input.value || flags.json) {
    program.outputHelp({ error: true });
    process.exitCode = exits.usage;
    return;
  }
  process.exitCode = await follow(await choose(settings), settings);
}

async function choose(settings: Settings): Promise<HomeChoice> {
  const { hasRuns, keptReports, shelvedPlaybooks, shelvedScenarios } = await import('../run/shelf.ts');
  // What an open run waits for is told by all that plays a run: nothing of that is loaded where there is none.
  const open = hasRuns(settings.store.value) ? await openRuns(settings.store.value) : [];
  const home = {
    drills: shelvedScenarios(),
    playbooks: shelvedPlaybooks(),
    runs: open,
    reports: keptReports(settings.store.value),
  };
  const color = inColor(process.stdout);
  const { paintHome } = await import('../tui/first-frame.ts');
  const shown = paintHome(home, process, color);
  const { showHome } = await import('../tui/show-home.tsx');
  return showHome({ ...home, options: { color }, shown });
}

async function openRuns(store: string): Promise<HomeProps['runs']> {
  const { listRuns, wordOf } = await import('../run/runs.ts');
  const runs = await listRuns(store);
  return runs
    .filter(({ stage }) => stage === 'play' || stage === 'hot-wash')
    .map((info) => ({ run: info.run, kind: wordOf(info) ?? 'DRILL', waitsFor: info.status }));
}

async function follow(choice: HomeChoice, settings: Settings): Promise<number> {
  switch (choice.does) {
    case 'drill': {
      const { loadScenario } = await import('../run/content.ts');
      const { terminalDrill } = await import('./terminal-run.ts');
      return terminalDrill(loadScenario(choice.id), settings, {});
    }
    case 'resume': {
      const { terminalResume } = await import('./terminal-run.ts');
      return terminalResume(choice.run, settings);
    }
    case 'playbook': {
      const { loadPlaybook } = await import('../run/content.ts');
      const { outlineText } = await import('./outline-text.ts');
      const { commandLine } = await import('./command-line.ts');
      print(plain(outlineText(loadPlaybook(choice.id).playbook)));
      print(plain(`\nIn an incident: ${commandLine(['respond', choice.id], settings.store)}`));
      return exits.done;
    }
    case 'report': {
      const { readText } = await import('../run/files.ts');
      print(`${plain(readText(choice.path)).trimEnd()}\n\n${choice.path}`);
      return exits.done;
    }
    case 'quit':
      return exits.done;
  }
}
