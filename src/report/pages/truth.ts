import { factNames } from '../../language/names.ts';
import { type Section, table } from '../document/blocks.ts';
import { code, type Inline, join, rich } from '../document/rich.ts';
import type { DescribedScenario } from './described.ts';
import { codes, moment } from './words.ts';

/** The way in, and every move in the order of its time. */
export function attackSection({ attack: { attacker, enters, moves } }: DescribedScenario): Section {
  const entry = enters ? [[moment(enters.at), rich`comes in with ${codes(enters.with)}`, null]] : [];
  const rows = [...moves]
    .sort((a, b) => a.at - b.at)
    .map(({ move, at, title }) => [moment(at), title === null ? code(move) : rich`${title}`, code(move)]);
  return {
    title: attacker ? 'What the attacker does' : 'What goes on by itself',
    blocks: [table(['When', 'What', 'Move'], [...entry, ...rows]), moves.length > 0 ? AFTER_T : ''],
  };
}

const AFTER_T = 'What comes before T has happened when play starts; what comes after it, a team can still prevent.';

/** What is not known at T, and where it can be found. */
export function hiddenSection({ hidden }: DescribedScenario): Section {
  return {
    title: 'What there is to find',
    blocks: [
      table(
        ['Name', 'Kind', 'Shown by'],
        hidden.map(({ name, kind, shownBy }) => [
          rich`${name}`,
          kind,
          shownBy.length === 0 ? 'nothing' : codes(shownBy),
        ]),
      ),
    ],
  };
}

/** Each scripted team, and the facts in which its play ends. */
export function endsSection({ ends }: DescribedScenario): Section {
  return {
    title: 'How it can end',
    blocks: [
      table(
        ['Play', 'What it does', 'Ends', 'With these facts'],
        ends.map(({ play, title, outcome, facts }) => [
          code(play),
          title === null ? null : rich`${title}`,
          outcome ?? 'it does not end',
          factsInWords(facts),
        ]),
      ),
    ],
  };
}

/** Lists that have something in them; what nobody wants to see stands after what went well. */
function factsInWords(facts: DescribedScenario['ends'][number]['facts']): Inline {
  const order = ['prevented', ...factNames.filter((name) => name !== 'prevented')] as const;
  const told = order.flatMap((name) => (facts[name].length === 0 ? [] : [rich`${name}: ${codes(facts[name])}`]));
  return told.length === 0 ? 'nothing is left open' : join(told, '; ');
}
