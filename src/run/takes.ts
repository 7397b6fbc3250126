import { effects, type Playbook } from '../playbook/model.ts';
import type { Scenario } from '../scenario/model.ts';
import { actionsBeside } from './catalogues.ts';
import { folderOf } from './files.ts';

/** JSON, known when the program was built: a drill reads no catalogue for it. */
declare const __TAKES__: string;

const shipped: Readonly<Record<string, number>> = JSON.parse(__TAKES__);

/**
 * How long what would be run takes in a drill where the scenario does not say, milliseconds by `effect type`: as the shipped
 * catalogues have it, and those in `actions/` beside a playbook of one's own.
 */
export function takesOf(playbook: Playbook, scenario: Scenario, own: string | null): Record<string, number> {
  const created = scenario.adversary.moves.flatMap(({ does }) => does.create);
  const types = new Set([...scenario.world, ...created].map(({ type }) => type));
  const silent = playbook.phases
    .flatMap(({ steps }) => steps)
    .filter(({ id, effect }) => effect !== undefined && !Object.hasOwn(scenario.responses, id));
  const verbs = new Set(silent.map(({ effect }) => effect));
  if (verbs.size === 0) return {};
  const known = { ...shipped, ...(own === null ? {} : takesIn(own)) };
  const keys = Object.keys(effects).flatMap((effect) => [...types].map((type) => [effect, type] as const));
  return Object.fromEntries(
    keys.flatMap(([effect, type]) => {
      const takes = known[`${effect} ${type}`];
      return verbs.has(effect as keyof typeof effects) && takes !== undefined ? [[`${effect} ${type}`, takes]] : [];
    }),
  );
}

function takesIn(playbookFile: string): Record<string, number> {
  const known: Record<string, number> = {};
  for (const { effect, types, finishes, simulate } of actionsBeside(folderOf(playbookFile)))
    if (finishes && simulate) for (const type of types) known[`${effect} ${type}`] ??= simulate.takes;
  return known;
}
