import { sha256 } from '../../src/engine/definition.ts';
import type { Evidence } from '../../src/engine/entries.ts';
import type { Told } from '../../src/report/source.ts';
import { keepNowhere } from '../../src/run/evidence.ts';
import { steady } from '../report/steady.ts';
import { idsOf, isSteady, RUN, type Varying, wordsOf } from './masks.ts';

/**
 * The entries of a run as they would be each time, on every machine: with the same ids, folders, addresses and evidence.
 * `textOf` gives evidence by its hash: what is quoted of it was cut where no mask knows what it was.
 */
export function steadyEntries(varying: Varying, textOf: (hash: string) => string): Told[] {
  const [words, ids] = [wordsOf(varying), idsOf(varying, idOf)];
  const mask = (text: string) => ids(words(text));
  const keep = keepNowhere((said) => said);
  const said = <T>(value: T): T => replaced(value, (text) => mask(text).replace(/\bitem-(?=[0-9a-f]{8}\b)/g, ''), kept);
  const kept = ({ sha256: hash, name }: Evidence): Evidence => {
    const one = keep({ text: ofEveryVersion(mask(textOf(hash))), ...(name !== undefined && { name }) });
    if ('problem' in one) throw new Error(one.problem);
    return one;
  };
  const requested = new Map<string, number>();
  return inPortions(varying.entries).map((entry, index) => {
    const stood = steady({ ...entry, seq: index + 1 });
    if (stood.type === 'run.opened') return { ...stood, run: RUN, endpoints: said(stood.endpoints ?? {}) };
    if (stood.type === 'action.requested') requested.set(callOf(stood), stood.at);
    if (stood.type !== 'action.finished') return said(stood);
    const milliseconds = stood.at - (requested.get(callOf(stood)) ?? stood.at);
    // As wordsOf says of its words.
    return said({ ...stood, ...(stood.exit === 255 && { exit: 254 }), milliseconds });
  });
}

/** As an id looks; it begins with a letter, so that it is the id of an item by itself. */
function idOf(nth: number, whole: boolean): string {
  const id = `${'abcdef'[nth % 6]}${sha256(`id ${nth}`).slice(1)}`;
  return whole ? id : id.slice(0, 8);
}

function callOf(entry: { readonly step: string; readonly item?: string; readonly number: number }): string {
  return JSON.stringify([entry.step, entry.item, entry.number]);
}

/** Into how many portions what is printed falls depends on how busy the machine is: here it is one. */
function inPortions(entries: readonly Told[]): Told[] {
  const together: Told[] = [];
  for (const entry of entries) {
    const last = together.at(-1);
    if (entry.type === 'action.output' && last?.type === 'action.output' && callOf(last) === callOf(entry))
      together.splice(-1, 1, { ...last, lines: [...last.lines, ...entry.lines] });
    else together.push(entry);
  }
  return together;
}

/** What a journal's line has beside its entry follows from what is changed here. */
const envelope: ReadonlySet<string> = new Set(['v', 'more', 'prev']);

function replaced<T>(value: T, text: (text: string) => string, evidence: (one: Evidence) => Evidence): T {
  const inside = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one);
    if (Array.isArray(one)) return one.map(inside);
    if (typeof one !== 'object' || one === null) return one;
    if ('sha256' in one && 'bytes' in one) return evidence(one as Evidence);
    const kept = Object.entries(one).filter(([key]) => !envelope.has(key));
    return Object.fromEntries(kept.map(([key, each]) => [key, key === 'hash' ? each : inside(each)]));
  };
  return inside(value) as T;
}

/** What every version of restic says of a snapshot; later ones say more. */
const snapshotFields = ['time', 'tree', 'paths', 'hostname', 'username', 'id', 'short_id'];

/** What a program printed, without what only some of its versions print, and without its progress. */
function ofEveryVersion(text: string): string {
  if (text.includes('"short_id"')) return `${JSON.stringify(JSON.parse(text), snapshotFields)}\n`;
  const verdict = /^(?:no errors were found|Fatal: repository contains errors)$/m.exec(text)?.[0];
  return verdict === undefined ? text.split('\n').filter(isSteady).join('\n') : `${verdict}\n`;
}
