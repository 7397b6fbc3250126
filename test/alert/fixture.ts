import { readFileSync } from 'node:fs';
import type { Alert } from '../../src/alert/alert.ts';
import { readAlert } from '../../src/alert/read.ts';

/** A payload under fixtures/: trimmed, of an organisation that does not exist, with secrets that are none. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

/** The alert in a text, or in what becomes one as JSON. */
export function alertIn(given: unknown): Alert {
  const read = readAlert(typeof given === 'string' ? given : JSON.stringify(given));
  if ('problem' in read) throw new Error(read.problem);
  return read.alert;
}

/** All of an alert but its evidence and what is withheld. */
export function said(alert: Alert): Omit<Alert, 'evidence' | 'withheld'> {
  const { evidence, withheld, ...rest } = alert;
  return rest;
}

export function names(alert: Alert): string[] {
  return alert.items.map(({ kind, itemType, name }) => `${kind} ${itemType} ${name}`);
}
