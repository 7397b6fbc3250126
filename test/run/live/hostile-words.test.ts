import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAlert } from '../../../src/alert/read.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { itemOf } from '../../../src/engine/state.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import {
  ada,
  addThing,
  folder,
  isolatedBy,
  isolating,
  needed,
  openLive,
  playbook,
  ref,
  run,
  runToEnd,
} from './given.ts';
import { expectHarmless, impossible, texts } from './hostile.ts';

/** A program that writes down, byte for byte, what the system gave it: arguments, environment, what there is to read. */
const records = 'cat /proc/$$/cmdline > "$RECORD.argv"; cat /proc/$$/environ > "$RECORD.env"; cat > "$RECORD.in"';

/** Arguments in their order, then what stood in the variable VALUE, and what there was to read. */
function recorded(record: string): string[] {
  const zeroEnded = (name: string) => readFileSync(`${record}.${name}`, 'utf8').split('\0').slice(0, -1);
  const variable = zeroEnded('env').find((one) => one.startsWith('VALUE='));
  return [
    ...zeroEnded('argv').slice(2),
    String(variable?.slice('VALUE='.length)),
    readFileSync(`${record}.in`, 'utf8'),
  ];
}

interface Recorded {
  readonly session: RunSession & { readonly dir: string };
  /** What the program was given. */
  given(): string[];
  readonly record: string;
  readonly place: string;
}

async function recording(name: string): Promise<Recorded> {
  const place = folder();
  const [script, record] = [join(place, 'records.sh'), join(place, 'record')];
  writeFileSync(script, records);
  const session = await openLive({
    playbook: isolating,
    catalogue: isolatedBy(`inputs: { value: { ask: Which? } }
    run: [sh, "${script}", "\${{ item.name }}", "\${{ inputs.value }}", "--file=\${{ inputs.value }}", "\${{ item.name }}\${{ inputs.value }}"]
    env: { VALUE: "\${{ inputs.value }}" }
    stdin: "\${{ inputs.value }}"
    holds: "\${{ outputs.exit == 0 }}"`),
    environment: { RECORD: record, CANARY: 'c4nary-value', HOME: place },
  });
  addThing(session, name);
  return { session, given: () => recorded(record), record, place };
}

/** The instance of the one item that is in the register, and nothing refuses to plan it with this. */
function planned(session: RunSession, value: string) {
  const [item = ''] = Object.keys(session.state.kindOf);
  const one = { ...ref, item };
  expect(session.dispatch({ type: 'plan-action', ...one, with: { value } }, ada)).toBeNull();
  return one;
}

describe('given a name of an item and a value that somebody typed', () => {
  it.each(Object.entries(texts))(
    'of %s, they are one argument each, byte for byte, and data everywhere',
    async (_, text) => {
      const name = text.trim();
      const { session, given, place } = await recording(name);
      const one = planned(session, text);
      expect(planOf(session.state, one)?.shown.join('')).not.toMatch(/\n/);
      expect((await runToEnd(session, one)).status).toBe('done');
      expect(given()).toEqual([name, text, `--file=${text}`, `${name}${text}`, text, text]);
      for (const folder of [place, process.cwd()]) expect(existsSync(join(folder, 'owned'))).toBe(false);
      session.dispatch({ type: 'note', text }, ada);
      session.dispatch({ type: 'flag', step: 'isolate', flag: 'wrong', text }, ada);
      expectHarmless(session);
    },
  );

  it.each(Object.entries(impossible))('of %s, nothing is run, and that is said', async (_, text) => {
    const { session, given, record } = await recording('thing');
    const one = planned(session, text);
    const refusal = session.dispatch({ type: 'run-action', ...one, hash: planOf(session.state, one)?.hash ?? '' }, ada);
    if (text.includes('\0')) {
      expect(refusal?.message).toContain('zero byte');
      expect(existsSync(`${record}.argv`)).toBe(false);
    } else {
      // It was taken as what it can be taken as: the sign for what is none.
      await session.quiet();
      expect(given()[1]).toBe('a\ufffdb');
      expect(needed(session, one).status).toBe('done');
    }
    expectHarmless(session);
  });

  it('of ten megabytes, each is refused in words, and the run goes on', async () => {
    const { session } = await recording('thing');
    const huge = 'x'.repeat(10 * 1024 * 1024);
    const refusals = [
      session.dispatch({ type: 'add-item', kind: 'stage', name: huge }, ada),
      session.dispatch({ type: 'plan-action', ...ref, with: { value: huge } }, ada),
    ];
    for (const refusal of refusals) {
      expect(refusal?.code).toBe('invalid');
      expect(refusal?.message.length).toBeLessThan(1000);
    }
    // A field may be that long. A command cannot be given it, and then nothing happened.
    session.dispatch({ type: 'set-field', item: 'thing', field: 'note', value: huge, reason: 'It was there.' }, ada);
    expect((await runToEnd(session, planned(session, 'short'))).status).toBe('done');
    expectHarmless(session);
  });
});

/** JSON in which everything but plain ASCII is an escape, as many programs print it: control sequences come in by it too. */
function escapedJson(data: unknown): string {
  return JSON.stringify(data).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

describe('given what a command printed', () => {
  const steps = playbook(`
      - { step: look, role: operator, effect: survey, of: stage, do: Look. }
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it. }`);

  it.each(Object.entries({ ...texts, ...impossible }))(
    'of %s, it is data: where it is kept, found, run with and reported',
    async (_, text) => {
      const place = folder();
      const [script = '', record = '', printed = ''] = ['records.sh', 'record', 'printed'].map((name) =>
        join(place, name),
      );
      writeFileSync(script, records);
      writeFileSync(
        printed,
        escapedJson({ value: text, list: [{ name: text }] }).replace('"list"', '"__proto__":{"value":"no"},"list"'),
      );
      const catalogue = isolatedBy(`run: [sh, "${script}", "\${{ item.name }}"]
    env: { VALUE: "\${{ item.name }}" }
    stdin: "\${{ item.name }}"
    holds: "\${{ outputs.exit == 0 }}"
  - action: look
    title: Look what there is
    effect: survey
    type: thing
    docs: https://example.org/look
    run: [cat, "${printed}"]
    read-only: true
    outputs: { value: "\${{ outputs.json.value }}", all: "\${{ outputs.text }}" }
    finds: { kind: stage, type: thing, each: "\${{ outputs.json.list }}", name: "\${{ item.name }}" }`);
      const session = await openLive({
        playbook: steps,
        catalogue,
        environment: { RECORD: record, CANARY: 'c4nary-value' },
      });
      const looked = await runToEnd(session, { step: 'look' });
      const shown = text.replace(/\p{Cs}/gu, '\ufffd');
      expect(looked.outputs.value).toBe(shown);
      expect(looked.proposed).toMatchObject([{ kind: 'stage', itemType: 'thing', name: shown.trim() }]);
      // A person confirms what was found: it is run with as it is.
      const [found] = looked.proposed ?? [];
      if (!found) throw new Error('nothing was found');
      session.dispatch({ type: 'add-item', ...found, foundBy: { step: 'look' } }, ada);
      session.dispatch({ type: 'finish', step: 'look' }, ada);
      const [item = ''] = Object.keys(session.state.kindOf);
      const one = { ...ref, item };
      if (text.includes('\0')) expect(() => run(session, one)).toThrow('zero byte');
      else {
        expect((await runToEnd(session, one)).status).toBe('done');
        expect(recorded(record)).toEqual([shown.trim(), shown.trim(), shown.trim()]);
      }
      expectHarmless(session);
    },
  );
});

describe('given an alert', () => {
  const steps = playbook(`
      - { step: isolate, role: operator, for-each: system, effect: isolate, do: Stop it. }`);

  it.each(Object.entries({ ...texts, ...impossible }))(
    'of %s, what it names is one line, and one argument once somebody runs something for it',
    async (_, text) => {
      const place = folder();
      const [script = '', record = ''] = ['records.sh', 'record'].map((name) => join(place, name));
      writeFileSync(script, records);
      const raw = escapedJson({
        labels: { alertname: text, pod: text },
        annotations: { summary: text },
        startsAt: '2026-03-02T08:00:00Z',
      });
      const read = readAlert(raw);
      if ('problem' in read) throw new Error(read.problem);
      const { source, links, evidence, items, title } = read.alert;
      expect(items).toHaveLength(1);
      const session = await openLive({
        playbook: steps,
        catalogue: isolatedBy(`run: [sh, "${script}", "\${{ item.name }}"]
    env: { VALUE: "\${{ run.title }}" }
    stdin: x
    holds: "\${{ outputs.exit == 0 }}"`),
        environment: { RECORD: record, CANARY: 'c4nary-value' },
        more: { title, raised: { source, links, raw: evidence, items } },
      });
      for (const item of Object.keys(session.state.kindOf)) {
        const { name = '', how } = itemOf(session.state, item) ?? {};
        expect(how).toBe('known');
        expect(name).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u);
        session.dispatch({ type: 'set-field', item, field: 'type', value: 'thing', reason: 'It is one.' }, ada);
        const one = { ...ref, item };
        expect((await runToEnd(session, one)).status).toBe('done');
        expect(recorded(record)).toEqual([name, title, 'x']);
      }
      expectHarmless(session);
    },
  );
});
