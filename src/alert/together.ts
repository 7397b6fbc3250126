import { toId } from '../language/ids.ts';
import type { Scalar } from '../playbook/model.ts';
import { linkOf } from './address.ts';
import type { Alert, AlertItem, Reading } from './alert.ts';
import { LONGEST_NAME, lineOf } from './clean.ts';
import { agreed } from './guess.ts';
import { earliest } from './moment.ts';
import { rankOf } from './severity.ts';

/** More than these nobody goes through at the opening of a run. */
const MOST_ITEMS = 50;
const MOST_LINKS = 10;

/** What several readings come to in one run: the worst gives its name to all. What is over counts only where all of it is. */
export function together(readings: readonly [Reading, ...Reading[]]): Omit<Alert, 'withheld' | 'evidence'> {
  const open = readings.filter((one) => !one.resolved);
  const counted = open.length > 0 ? open : readings;
  const sorted = [...counted].sort((a, b) => rankOf(a.severity) - rankOf(b.severity));
  const worst = sorted[0] ?? readings[0];
  const items = distinct(sorted.flatMap((one) => one.items));
  const over = readings.length - counted.length;
  const left = [
    ...(over > 0 ? [`${over} that ${over === 1 ? 'is' : 'are'} resolved`] : []),
    ...(items.length > MOST_ITEMS ? [`${items.length - MOST_ITEMS} more things for the register`] : []),
  ];
  const raised = earliest(sorted.map((one) => one.raised));
  const began = earliest(sorted.map((one) => one.began));
  return {
    source: lineOf(worst.source, 100),
    title: titleOf(worst, new Set(sorted.map((one) => one.title)).size - 1),
    ...(worst.severity ? { severity: worst.severity } : {}),
    ...(raised === undefined ? {} : { raised }),
    ...(began === undefined ? {} : { began }),
    resolved: open.length === 0,
    items: items.slice(0, MOST_ITEMS),
    inputs: inputsOf(sorted),
    links: linksOf(sorted),
    // What is less bad does not choose the playbook.
    playbook: agreed(sorted.filter((one) => one.severity === worst.severity).map((one) => one.playbook)),
    left,
  };
}

function titleOf({ title, source }: Reading, others: number): string {
  const more = others > 0 ? `, and ${others} more` : '';
  return lineOf(title === '' ? source : title, LONGEST_NAME - more.length) + more;
}

/** No two of a kind have the same name: the register refuses the second. */
function distinct(items: readonly AlertItem[]): AlertItem[] {
  const byName = new Map<string, AlertItem>();
  for (const item of items) {
    const name = lineOf(item.name);
    const key = `${item.kind} ${name.toLowerCase()}`;
    if (name === '' || byName.has(key)) continue;
    byName.set(key, { kind: item.kind, itemType: toId(item.itemType), name, fields: linesOf(item.fields) });
  }
  return [...byName.values()];
}

function linesOf(fields: AlertItem['fields']): AlertItem['fields'] {
  const lines = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? lineOf(value) : value,
  ]);
  return Object.fromEntries(lines);
}

/** Those on which all readings that know them agree. */
function inputsOf(readings: readonly Reading[]): Record<string, Scalar> {
  const values = new Map<string, Set<Scalar>>();
  for (const { inputs } of readings) {
    for (const [name, value] of Object.entries(inputs)) {
      if (value === undefined || value === '') continue;
      values.set(name, (values.get(name) ?? new Set()).add(typeof value === 'string' ? lineOf(value) : value));
    }
  }
  const agreedOn = [...values].flatMap(([name, all]) => (all.size === 1 ? [...all].map((value) => [name, value]) : []));
  return Object.fromEntries(agreedOn);
}

function linksOf(readings: readonly Reading[]): string[] {
  const links = new Set<string>();
  for (const { links: all } of readings) {
    for (const one of all) {
      const link = linkOf(one);
      if (link !== undefined && links.size < MOST_LINKS) links.add(link);
    }
  }
  return [...links];
}
