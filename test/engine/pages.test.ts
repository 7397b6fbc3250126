import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { decide } from '../../src/engine/decide.ts';
import { dueList } from '../../src/engine/due.ts';
import type { Body, Entry } from '../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../src/engine/evolve.ts';
import type { PageTurn } from '../../src/engine/page-entries.ts';
import type { State } from '../../src/engine/state.ts';
import { live, liveRun } from './live/given.ts';

const minute = 60_000;
const turn = (name: string, more: Partial<PageTurn> = {}): PageTurn => ({
  ...{ person: name.toLowerCase(), name, by: 'phone', wait: 5 * minute, why: `first for lead` },
  ...more,
});
const chain = [turn('Kim'), turn('Mara', { by: 'sms', via: 'texts' }), turn('Ines', { by: 'email', via: 'mail' })];
const page: Ask<'page'> = { type: 'page', who: 'lead', text: 'Come to the bridge.', chain };
