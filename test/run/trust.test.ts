import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../src/engine/definition.ts';
import { Problem } from '../../src/run/problem.ts';
import { changesBetween } from '../../src/run/trust/changes.ts';
import { addRecord, forgetRecords, keptText, readRecords } from '../../src/run/trust/records.ts';
import { readSubjects } from '../../src/run/trust/subject.ts';
import { requireTrust, type TrustDocument, trustFolder, trustOf } from '../../src/run/trust.ts';
import { makeFifo } from '../helpers/fifo.ts';
import { playbookText } from './texts.ts';

const home = process.cwd();
let place: string;
let folder: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'breakglass-trust-'));
  folder = join(place, 'mine', 'trust');
  process.chdir(place);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.chdir(home);
  rmSync(place, { recursive: true, force: true });
});

const plan = (text = 'a plan'): TrustDocument => ({
  sort: 'playbook',
  id: 'plan',
  text,
  file: join(place, 'plan.yaml'),
  shipped: false,
});
const settings = (file: string): TrustDocument => ({ ...plan('ca: here'), sort: 'settings', id: file, file });

function trust(document: TrustDocument): string[] {
  const { sort, id, file, text } = document;
  return addRecord(folder, { sort, id, file, sha256: sha256(text), when: '2026-03-02T08:12:00Z', by: 'mara' }, text);
}

function refusal(...documents: TrustDocument[]): Problem {
  try {
    requireTrust(documents, folder);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was let through');
}

const list = () => join(folder, 'records.jsonl');

/** Only root can give a file away; anybody else is another user from then on. */
function becomesAnothers(path: string): void {
  if (process.getuid?.() === 0) chownSync(path, 12345, 12345);
  else vi.spyOn(process, 'getuid').mockReturnValue(12345);
}

describe('a content', () => {
  it('is not trusted before somebody said so, and is from then on', () => {
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: false });
    trust(plan());
    expect(trustOf(plan(), folder)).toEqual({ trusted: true });
  });

  it('that came with Breakglass needs no trust', () => {
    expect(trustOf({ ...plan(), shipped: true }, folder)).toEqual({ trusted: true });
    requireTrust([{ ...plan(), shipped: true }], folder);
  });

  it('asks again when one character of it changed, and is known as another version', () => {
    trust(plan());
    expect(trustOf(plan('a plan '), folder)).toEqual({ trusted: false, known: true });
  });

  it('of a playbook or a catalogue is trusted wherever it lies; as something else it is not', () => {
    trust(plan());
    expect(trustOf({ ...plan(), file: '/elsewhere.yaml' }, folder)).toEqual({ trusted: true });
    expect(trustOf({ ...plan(), sort: 'catalogue' }, folder)).toEqual({ trusted: false, known: false });
  });

  it('of settings is trusted where it lies: what lies beside it elsewhere is something else', () => {
    trust(settings('/a/breakglass.yaml'));
    expect(trustOf(settings('/a/breakglass.yaml'), folder)).toEqual({ trusted: true });
    expect(trustOf(settings('/b/breakglass.yaml'), folder)).toEqual({ trusted: false, known: false });
  });

  it('that was forgotten is not trusted, and its text is gone, unless it was trusted otherwise too', () => {
    trust(plan());
    trust({ ...plan(), id: 'other' });
    const [first, second] = readRecords(folder).records;
    if (!first || !second) throw new Error('two were trusted');
    forgetRecords(folder, [first], '2026-03-02T09:00:00Z', 'mara');
    expect(trustOf(plan(), folder)).toEqual({ trusted: true });
    expect(keptText(folder, first.sha256)).toBe('a plan');
    forgetRecords(folder, [second], '2026-03-02T09:00:00Z', 'mara');
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: false });
    expect(keptText(folder, first.sha256)).toBeNull();
  });
});

describe('what is not trusted', () => {
  it('is refused, all of it at once, with the command that shows and trusts it', () => {
    trust(plan());
    const own = { ...plan('other'), sort: 'catalogue' as const, id: 'own', file: join(place, 'own it.yaml') };
    expect(refusal(plan('changed'), own)).toMatchObject({
      kind: 'not-allowed',
      message: 'plan.yaml (changed since it was trusted), own it.yaml are not trusted, so nothing was run.',
      hint: "See what would be run, and trust it: breakglass trust plan.yaml 'own it.yaml'",
    });
  });

  it('holds up nothing that is', () => {
    trust(plan());
    requireTrust([plan()], folder);
    expect(refusal(plan(), plan('b')).message).toBe(
      'plan.yaml (changed since it was trusted) is not trusted, so nothing was run.',
    );
  });
});

describe('the list of what is trusted', () => {
  it('lies in the folder of the user’s settings, and not in a store', () => {
    expect(trustFolder({ XDG_CONFIG_HOME: '/home/m/c' })).toBe('/home/m/c/breakglass/trust');
  });

  it('can be read and written by its user alone', () => {
    trust(plan());
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
    for (const name of readdirSync(folder)) expect((statSync(join(folder, name)).mode & 0o777).toString(8)).toBe('600');
  });

  it.each([
    ['no JSON', 'not json\n'],
    ['half a line', '{"v":1,"did":"trust"'],
    ['another form', '{"v":2}\n'],
    ['not text', '\u0000\u0001\n'],
  ])('that is damaged (%s) is said, and trusts nothing', (_, text) => {
    trust(plan());
    writeFileSync(list(), readFileSync(list(), 'utf8') + text);
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: false });
    expect(refusal(plan()).message).toMatch(
      /^.*records\.jsonl is damaged, so nothing is trusted \(.+\)\. plan\.yaml is not/,
    );
  });

  it('that is damaged is set aside when something is trusted anew, and nothing of it comes back', () => {
    trust(plan());
    writeFileSync(list(), `${readFileSync(list(), 'utf8')}{`);
    const [told] = trust(plan('new'));
    expect(told).toContain('set aside');
    expect(trustOf(plan('new'), folder)).toEqual({ trusted: true });
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: true });
    expect(existsSync(join(folder, 'records-damaged-1.jsonl'))).toBe(true);
  });

  it.each([
    ['the list', () => list()],
    ['its folder', () => folder],
  ])('trusts nothing when others than its user may write %s', (_, path) => {
    trust(plan());
    chmodSync(path(), 0o770);
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: false });
    expect(refusal(plan()).message).toContain(`chmod go-w ${path()}`);
    expect(() => trust(plan('new'))).toThrow(Problem);
  });

  it('trusts nothing when it belongs to another user', () => {
    trust(plan());
    becomesAnothers(list());
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: false });
    expect(refusal(plan()).message).toContain(`${list()} belongs to another user, so nothing is trusted.`);
  });

  it('trusts nothing when it is no file', () => {
    mkdirSync(list(), { recursive: true });
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: false });
    rmSync(list(), { recursive: true });
    makeFifo(list());
    expect(trustOf(plan(), folder)).toEqual({ trusted: false, known: false });
  });
});

describe('what changed since', () => {
  it('is told line by line', async () => {
    expect(await changesBetween('a\nb\nc\n', 'a\nB\nc\n')).toEqual(['@@ -1,3 +1,3 @@', ' a', '-b', '+B', ' c']);
  });

  it('is not told of texts that have nothing in common, however long they are', async () => {
    const lines = (word: string) => Array.from({ length: 20_000 }, (_, number) => `${word} ${number}`).join('\n');
    expect(await changesBetween(lines('a'), lines('b'))).toBeNull();
  });

  it('is compared with the very text that was trusted, or with none', () => {
    trust(plan());
    writeFileSync(join(folder, `${sha256('a plan')}.yaml`), 'another plan');
    expect(keptText(folder, sha256('a plan'))).toBeNull();
  });
});

describe('a file that somebody is asked to trust', () => {
  const marker = () => join(place, 'ran');
  const runs = () => `
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, run: [touch, "${marker()}"] }
      - { step: two, role: lead, for-each: stage, run: [ours, "--name=\${{ item.name }}", two words], on-failure: [{ step: three, role: lead, run: [mend] }] }
`;

  it('shows every command of a playbook, and nothing of it is run', () => {
    writeFileSync('plan.yaml', playbookText(runs(), 'plan'));
    const [subject] = readSubjects('plan.yaml');
    expect(subject?.deeds).toEqual([
      { of: 'step one', does: `touch ${marker()}` },
      { of: 'step two', does: "ours '--name=${{ item.name }}' 'two words'" },
      { of: 'step three', does: 'mend' },
    ]);
    expect(existsSync(marker())).toBe(false);
  });

  it('shows every command and every request of a catalogue, its versions and its probe too', () => {
    writeFileSync(
      'own.yaml',
      `format: 1
catalogue: own
version: 1.0.0
title: Ours
base: https://ours.example
headers: { X-Token: "\${{ secrets.OURS }}" }
tools: [{ tool: ours, version: [ours, --version], from: https://ours.example }]
probe: { http: { path: [me], method: GET } }
actions:
  - action: stop
    title: Stop it
    effect: isolate
    type: our-stage
    run: [ours, stop]
    check: { http: { method: GET, path: [stage] } }
    docs: https://ours.example
`,
    );
    const [subject] = readSubjects('own.yaml');
    expect(subject).toMatchObject({
      document: { sort: 'catalogue', id: 'own', shipped: false },
      secrets: ['OURS'],
      deeds: [
        { of: 'version of ours', does: 'ours --version' },
        { of: 'probe of own', does: "GET https://ours.example/me -H 'X-Token: ${{ secrets.OURS }}'" },
        { of: 'own/stop', does: 'ours stop' },
        { of: 'own/stop', does: "GET https://ours.example/stage -H 'X-Token: ${{ secrets.OURS }}'" },
      ],
    });
  });

  it('is its content, also behind a link', () => {
    writeFileSync('plan.yaml', playbookText(runs(), 'plan'));
    symlinkSync('plan.yaml', 'link.yaml');
    const [[direct], [linked]] = [readSubjects('plan.yaml'), readSubjects('link.yaml')];
    expect(linked?.document.text).toBe(direct?.document.text);
    if (direct) trust(direct.document);
    expect(linked && trustOf(linked.document, folder)).toEqual({ trusted: true });
  });

  it('is trusted as it was read and shown, be it another by now', () => {
    writeFileSync('plan.yaml', playbookText(runs(), 'plan'));
    const [shown] = readSubjects('plan.yaml');
    writeFileSync('plan.yaml', playbookText(runs().replace('touch', 'rm'), 'plan'));
    if (shown) trust(shown.document);
    const [now] = readSubjects('plan.yaml');
    expect(now && trustOf(now.document, folder)).toEqual({ trusted: false, known: true });
  });

  it('must be valid, and one that is run live', () => {
    writeFileSync('broken.yaml', playbookText(runs(), 'plan').replace('phases:', 'phasis:'));
    writeFileSync('scene.yaml', 'scenario: scene\n');
    expect(() => readSubjects('broken.yaml')).toThrow('broken.yaml is not valid.');
    expect(() => readSubjects('scene.yaml')).toThrow('a drill runs nothing');
    expect(() => readSubjects('compromised-pipeline')).toThrow('it needs no trust');
    mkdirSync('empty');
    expect(() => readSubjects('empty')).toThrow('no playbook and no catalogue in empty');
  });

  it('may be a folder of them', () => {
    mkdirSync('ops');
    writeFileSync('ops/plan.yaml', playbookText(runs(), 'plan'));
    writeFileSync('ops/other.yaml', 'name: something else\n');
    expect(readSubjects('ops').map(({ document }) => document.id)).toEqual(['plan']);
  });
});
