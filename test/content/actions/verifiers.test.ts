import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Item, LiveAction, type Ran, type Setting } from './live-action.ts';
import { type RecordedProgram, recordedProgram, type Said } from './recorded-program.ts';

const programs = new Map<string, RecordedProgram>();
afterEach(() => {
  for (const program of programs.values()) program.started();
});
afterAll(() => {
  for (const program of programs.values()) program.remove();
});

function program(name: string): RecordedProgram {
  const known = programs.get(name) ?? recordedProgram(name);
  programs.set(name, known);
  return known;
}

/** Runs an action whose program says this, and how it was started. */
async function run(name: string, setting: Omit<Setting, 'environment'>, said: Said) {
  const recorded = program(name);
  recorded.answer(said);
  const ran = await new LiveAction({ ...setting, environment: recorded.environment }).ran();
  return { ran, started: recorded.started() };
}

/** What a run makes of an answer: `verified`, or why not. */
function told({ status, reached, outcomes }: Ran): string {
  if (status === 'done' && reached.join() === 'verified') return 'verified';
  return `${status}: ${outcomes.at(-1)?.said}`;
}

const asks = (setting: Omit<Setting, 'environment'>) =>
  new LiveAction({ ...setting, environment: {} }).plan.asks.map(({ input }) => input);

const workspace: Item = {
  kind: 'system',
  type: 'terraform-workspace',
  name: 'network',
  fields: { folder: '/srv/iac/network' },
};
const digest = `sha256:${'5c'.repeat(32)}`;
const image: Item = { kind: 'artifact', type: 'container-image', name: `registry.example.org/shop/web@${digest}` };
const dump: Item = { kind: 'backup', type: 'database-dump', name: 'shop', fields: { file: '/backups/shop.sql.gz' } };
const host: Item = { kind: 'system', type: 'server', name: 'build-7' };
const signer = {
  identity: 'https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main',
  issuer: 'https://token.actions.githubusercontent.com',
};

describe('Terraform, as it is documented: 0 is no change, 2 is a change, 1 is an error', () => {
  const flags = ['-detailed-exitcode', '-input=false', '-lock=false', '-no-color'];
  const noChanges = { prints: 'No changes. Your infrastructure matches the configuration.\n', exit: 0 };

  it.each([
    ['terraform/plan', ['-chdir=/srv/iac/network', 'plan', ...flags]],
    ['terraform/drift', ['-chdir=/srv/iac/network', 'plan', '-refresh-only', ...flags]],
  ])('%s is verified where nothing changed', async (action, argv) => {
    const { ran, started } = await run('terraform', { action, item: workspace }, noChanges);
    expect(told(ran)).toBe('verified');
    expect(started.map((one) => one.argv)).toEqual([argv]);
    expect(ran.shown[0]).toContain("TF_IN_AUTOMATION=1 TF_CLI_ARGS='' TF_CLI_ARGS_plan='' terraform");
  });

  it.each([
    ['a change', { prints: 'Plan: 1 to add, 0 to change, 0 to destroy.\n', exit: 2 }, 'outputs.exit == 0'],
    ['an error', { errors: 'Error: Failed to load plugin schemas\n', exit: 1 }, 'Exit code 1'],
  ])('%s is no verification, and it is said which of the two it is', async (_, said, why) => {
    const { ran } = await run('terraform', { action: 'terraform/drift', item: workspace }, said);
    expect(told(ran)).toContain('failed: Exit code');
    expect(told(ran)).toContain(why);
    expect(ran.reached).toEqual([]);
  });
});

describe('Checkov, as it is documented: 1 is a failed check', () => {
  const setting = { action: 'checkov/scan', item: workspace, inputs: { framework: 'terraform' } };
  const report = (failed: number, more: object = {}) => ({
    check_type: 'terraform',
    results: { passed_checks: [], failed_checks: [], skipped_checks: [], parsing_errors: [] },
    summary: {
      passed: 12,
      failed,
      skipped: 1,
      parsing_errors: 0,
      resource_count: 4,
      checkov_version: '3.2.509',
      ...more,
    },
  });

  it('what passes is verified, and how much of it there was is kept', async () => {
    const { ran, started } = await run('checkov', setting, { prints: report(0) });
    expect(told(ran)).toBe('verified');
    expect(ran.outputs).toMatchObject({ passed: '12', failed: '0', skipped: '1' });
    expect(started.map(({ argv }) => argv)).toEqual([
      ['--directory=/srv/iac/network', '--framework=terraform', '--output=json', '--compact', '--skip-download'],
    ]);
  });

  it.each([
    ['a failed check', { prints: report(2), exit: 1 }],
    ['a failed check that a configuration lets pass', { prints: report(2), exit: 0 }],
    ['a file that it could not parse', { prints: report(0, { parsing_errors: 1 }), exit: 0 }],
    [
      'nothing to scan, of which there is no summary',
      { prints: { passed: 0, failed: 0, skipped: 0, parsing_errors: 0 } },
    ],
    ['a crash', { errors: 'Traceback (most recent call last):\n', exit: 1 }],
    ['a wrong argument', { errors: 'checkov: error: argument --framework: invalid choice\n', exit: 2 }],
  ])('%s is no verification', async (_, said) => {
    const { ran } = await run('checkov', setting, said);
    expect(told(ran)).toContain('failed: ');
    expect(ran.reached).toEqual([]);
  });
});

describe('OPA, as it is documented: the value of the first expression of the first result', () => {
  const result = (value: unknown) => ({ result: [{ expressions: [{ value, text: 'data.release.allow' }] }] });
  const inputs = { policy: '/policies', query: 'data.release.allow' };
  const setting = { action: 'opa/decide', item: image, inputs: { ...inputs, document: 'release.json' } };

  it('true is a yes', async () => {
    const { ran, started } = await run('opa', setting, { prints: result(true) });
    expect(told(ran)).toBe('verified');
    expect(started.map(({ argv }) => argv)).toEqual([
      ['eval', '--format=json', '--data=/policies', '--input=release.json', 'data.release.allow'],
    ]);
  });

  it('the item itself can be what it is about', async () => {
    const { ran, started } = await run(
      'opa',
      { action: 'opa/decide-item', item: dump, inputs },
      { prints: result(true) },
    );
    expect(told(ran)).toBe('verified');
    expect(started[0]?.argv).toEqual([
      'eval',
      '--format=json',
      '--data=/policies',
      '--stdin-input',
      'data.release.allow',
    ]);
    expect(JSON.parse(started[0]?.stdin ?? '')).toMatchObject({
      kind: 'backup',
      type: 'database-dump',
      name: 'shop',
      ...dump.fields,
    });
  });

  it.each([
    ['false', { prints: result(false) }],
    ['undefined', { prints: {} }],
    ['an empty result', { prints: { result: [] } }],
    ['a text that reads true', { prints: result('true') }],
    ['a number', { prints: result(1) }],
    ['a set of reasons', { prints: result(['because']) }],
    ['an error', { prints: { errors: [{ code: 'rego_parse_error' }] }, exit: 2 }],
    ['no JSON', { prints: 'true\n' }],
  ])('%s is none', async (_, said) => {
    const { ran } = await run('opa', setting, said);
    expect(told(ran)).toContain('failed: ');
    expect(ran.reached).toEqual([]);
  });

  it.each([
    'data.release.allow; data.other',
    'true',
    'data',
    'data.release["allow"]',
    '--data=/etc',
    'data.release.allow == true',
  ])('a query that is no rule is asked for again: %s', (query) =>
    expect(asks({ ...setting, inputs: { ...setting.inputs, query } })).toEqual(['query']),
  );
});

describe('cosign, as it is documented', () => {
  const verified = {
    prints: [{ critical: { image: { 'docker-manifest-digest': digest } }, optional: {} }],
    errors: 'The following checks were performed\n',
  };
  const keyless = [`--certificate-identity=${signer.identity}`, `--certificate-oidc-issuer=${signer.issuer}`];

  it.each<[string, Item, Readonly<Record<string, string>>, readonly string[]]>([
    ['cosign/verify-image', image, signer, ['verify', ...keyless, '--output=json', image.name]],
    [
      'cosign/verify-image-with-key',
      image,
      { key: 'cosign.pub' },
      ['verify', '--key=cosign.pub', '--output=json', image.name],
    ],
    [
      'cosign/verify-file',
      dump,
      signer,
      ['verify-blob', '--bundle=/backups/shop.sql.gz.sigstore.json', ...keyless, '--', '/backups/shop.sql.gz'],
    ],
    [
      'cosign/verify-file-with-key',
      dump,
      { key: 'awskms:///alias/backups', bundle: 'shop.bundle' },
      ['verify-blob', '--bundle=shop.bundle', '--key=awskms:///alias/backups', '--', '/backups/shop.sql.gz'],
    ],
  ])('%s', async (action, item, inputs, argv) => {
    const { ran, started } = await run('cosign', { action, item, inputs }, verified);
    expect(told(ran)).toBe('verified');
    expect(started.map((one) => one.argv)).toEqual([argv]);
  });

  it.each([
    ['no signature', 10],
    ['a tag that is not there', 11],
    ['no signature of theirs', 12],
    ['anything else', 1],
  ])('%s is no verification', async (_, exit) => {
    const said = { errors: 'Error: no matching signatures\n', exit };
    const { ran } = await run('cosign', { action: 'cosign/verify-image', item: image, inputs: signer }, said);
    expect(told(ran)).toBe(`failed: Exit code ${exit}.`);
    expect(ran.reached).toEqual([]);
  });

  it('an image is named by its digest, at a registry that is named', () => {
    const named = (name: string, fields: Readonly<Record<string, string>> = {}) =>
      asks({ action: 'cosign/verify-image', item: { ...image, name, fields }, inputs: signer });
    expect(named('shop/web:edge', { registry: 'registry.example.org', digest })).toEqual([]);
    expect(named('registry.example.org/shop/web:edge')).toEqual(['image']);
    expect(named('shop/web:edge', { digest })).toEqual(['image']);
    expect(named(`--key=/tmp/mine.pub@${digest}`)).toEqual(['image']);
  });
});

describe('Docker Bench, as it is documented: it ends with 0 whatever it finds, and a line tells of each check', () => {
  const inputs = { daemon: 'ssh://ops@build-7', checks: 'container_runtime,check_2_2' };
  const setting = { action: 'docker-bench/check-host', item: host, inputs };
  const report = (...lines: string[]) =>
    [
      'Section A - Check results',
      ...lines,
      '',
      'Section C - Score',
      '',
      '[INFO] Checks: 2',
      '[INFO] Score: 2',
      '',
    ].join('\n');
  const passed = '[PASS] 5.5 - Ensure that privileged containers are not used (Automated)';

  it('a host on which nothing warns is verified', async () => {
    const { ran, started } = await run('docker', setting, { prints: report('[INFO] 5 - Container Runtime', passed) });
    expect(told(ran)).toBe('verified');
    const argv = started[0]?.argv ?? [];
    expect(argv.slice(0, 9)).toEqual([
      '--host=ssh://ops@build-7',
      'run',
      '--rm',
      '--pull=never',
      '--net=host',
      '--pid=host',
      '--userns=host',
      '--cap-add=audit_control',
      '--env=DOCKER_CONTENT_TRUST',
    ]);
    const mounts = argv.filter((one) => one.startsWith('--mount='));
    expect(mounts).toHaveLength(6);
    expect(mounts.every((mount) => /^--mount=type=bind,source=(\S+),target=\1,readonly$/.test(mount))).toBe(true);
    expect(argv.slice(-5)).toEqual(
      ['docker-bench-security', '-b', '-c', 'container_runtime,check_2_2']
        .slice(-5)
        .toSpliced(0, 0, '--label=docker_bench_security'),
    );
  });

  it.each([
    ['a check that warns', { prints: report(passed, '[WARN] 5.32 - Ensure that the Docker socket is not mounted') }],
    ['a check that there is none of', { prints: report(passed, 'Check "check_9_9" doesn\'t seem to exist.') }],
    ['no check that passed', { prints: report('[NOTE] 2.2 - Look at it yourself') }],
    ['a report without its end', { prints: passed }],
    [
      'a daemon that cannot be reached',
      { prints: 'Error connecting to docker daemon (does docker ps work?)\n', exit: 1 },
    ],
    ['an image that is not there', { errors: 'docker: Error response from daemon: No such image\n', exit: 125 }],
  ])('%s is no verification', async (_, said) => {
    const { ran } = await run('docker', setting, said);
    expect(told(ran)).toContain('failed: ');
    expect(ran.reached).toEqual([]);
  });

  it.each(['reboot', 'check_5_5 -e', 'check_5_5;id', '-p', ''])(
    'what is no list of checks is asked for again: %j',
    (checks) => {
      expect(asks({ ...setting, inputs: { ...inputs, checks } })).toEqual(['checks']);
    },
  );
});

describe('whatever a thing is called, it arrives as it is called, as one argument', () => {
  const names = [
    '--help',
    '-chdir=/etc',
    '$(touch /tmp/here); rm -rf ~ | cat > x && `id`',
    'two\nlines\r\nand a\ttab',
    '${{ item.name }} ${{ secrets.GITHUB_TOKEN }}',
    `"quotes" and 'quotes' and \\ and %00`,
    '\u001b[31mred\u001b]52;c;aGVsbG8=\u0007',
    '2026-03-19T18:07:00+01:00',
    'Größe 🔥 \u202e gnp.exe',
    '*',
  ];

  it.each(names)('%j', async (name) => {
    const folder = await run(
      'terraform',
      { action: 'terraform/plan', item: { ...workspace, fields: { folder: name } } },
      {},
    );
    expect(folder.started.map(({ argv }) => argv[0])).toEqual([`-chdir=${name}`]);

    const scanned = await run(
      'checkov',
      { action: 'checkov/scan', item: workspace, inputs: { folder: name, framework: 'secrets' } },
      {},
    );
    expect(scanned.started.map(({ argv }) => argv[0])).toEqual([`--directory=${name}`]);

    const inputs = { policy: name, document: name, query: 'data.a.b' };
    const decided = await run('opa', { action: 'opa/decide', item: image, inputs }, {});
    expect(decided.started.map(({ argv }) => argv.slice(2))).toEqual([
      [`--data=${name}`, `--input=${name}`, 'data.a.b'],
    ]);

    const about = { ...dump, fields: { file: name } };
    const item = await run(
      'opa',
      { action: 'opa/decide-item', item: about, inputs: { policy: 'p', query: 'data.a.b' } },
      {},
    );
    expect(JSON.parse(item.started[0]?.stdin ?? '')).toMatchObject({ file: name });

    const signed = await run(
      'cosign',
      { action: 'cosign/verify-file-with-key', item: about, inputs: { key: name } },
      {},
    );
    expect(signed.started.map(({ argv }) => argv.slice(1))).toEqual([
      [`--bundle=${name}.sigstore.json`, `--key=${name}`, '--', name],
    ]);
  });

  it('the name of an item, too, as far as it is kept', async () => {
    for (const name of names) {
      const setting = { action: 'terraform/plan', item: { ...workspace, name, fields: {} } };
      const { environment, started, answer } = program('terraform');
      answer({});
      const live = new LiveAction({ ...setting, environment });
      await live.ran();
      expect(started().map(({ argv }) => argv[0])).toEqual([`-chdir=${name.trim()}`]);
    }
  });
});
