import type { Findings } from '../playbook/findings.ts';
import type { Field, Kind, Path, Playbook, Scalar } from '../playbook/model.ts';
import { kinds } from '../playbook/model.ts';
import { present } from '../playbook/present.ts';
import type { Adversary, Move, StoryTime, WorldItem } from './model.ts';
import type { RawScenario } from './schema.ts';
import type { StoryClock } from './story-clock.ts';
import { type RawMove, type RawWorldItem, worldItemKeys } from './world-schema.ts';

/** What it takes to read the world: the playbook says which fields a kind has, the clock turns times into milliseconds. */
export interface WorldReader {
  readonly playbook: Playbook | null;
  readonly clock: StoryClock;
  readonly findings: Findings;
}

/** In the order of kinds, then of the document. */
export function worldOf(raw: RawScenario['world'], reader: WorldReader): WorldItem[] {
  return kinds.flatMap((kind) =>
    Object.entries(raw[kind] ?? {}).map(([id, item]) => itemOf({ id, kind, path: ['world', kind, id] }, item, reader)),
  );
}

export function adversaryOf(raw: RawScenario['adversary'], reader: WorldReader): Adversary {
  const { enters } = raw;
  const at = enters && reader.clock.at(['adversary', 'enters', 'at'], enters.at);
  return {
    enters: enters === undefined || at === undefined ? null : { at, with: enters.with },
    moves: raw.moves.map((move, index) => moveOf(move, ['adversary', 'moves', index], reader)),
  };
}

function moveOf(raw: RawMove, path: Path, reader: WorldReader): Move {
  const create = Object.entries(raw.does.create).map(([id, { kind, ...item }]) =>
    itemOf({ id, kind, path: [...path, 'does', 'create', id] }, item, reader),
  );
  return present({
    id: raw.move,
    at: reader.clock.at([...path, 'at'], raw.at),
    retry: raw.retry,
    needs: raw.needs,
    needsAny: raw['needs-any'],
    needsRunning: raw['needs-running'],
    needsDead: raw['needs-dead'],
    does: { compromise: raw.does.compromise, poison: raw.does.poison, destroy: raw.does.destroy, create },
    title: raw.title,
    path,
  });
}

type Known = Pick<WorldItem, 'id' | 'kind' | 'path'>;

function itemOf({ id, kind, path }: Known, raw: RawWorldItem, reader: WorldReader): WorldItem {
  const taken = raw.taken === undefined ? undefined : reader.clock.at([...path, 'taken'], raw.taken);
  return present({
    id,
    kind,
    type: raw.type,
    name: raw.name ?? id,
    known: raw.known,
    holds: raw.holds,
    opens: raw.opens,
    publishes: raw.publishes,
    of: raw.of,
    taken,
    broken: raw.broken,
    fields: { ...(taken === undefined ? {} : { taken: { t: taken } }), ...fieldsOf(kind, path, raw, reader) },
    path,
  });
}

function fieldsOf(kind: Kind, path: Path, raw: RawWorldItem, reader: WorldReader): Record<string, Scalar | StoryTime> {
  const declared: Readonly<Record<string, Field>> = reader.playbook?.scope[kind] ?? {};
  const own = Object.entries(raw).filter(([name]) => !worldItemKeys.includes(name));
  return Object.fromEntries(
    own.map(([name, value]) => {
      const field = Object.hasOwn(declared, name) ? declared[name] : undefined;
      const given = value as Scalar;
      if (field?.type !== 'time' || typeof given !== 'string') return [name, given];
      return [name, { t: reader.clock.read([...path, name], given) }];
    }),
  );
}
