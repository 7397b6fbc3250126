import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realTiming } from '../../../src/actions/timing.ts';
import { sha256 } from '../../../src/engine/definition.ts';
import { loadCatalogues } from '../../../src/run/catalogues.ts';
import { ANSWER_TIMEOUT } from '../../../src/run/doctor/requests.ts';
import { examine } from '../../../src/run/doctor.ts';
import { addRecord } from '../../../src/run/trust/records.ts';
import { trustFolder } from '../../../src/run/trust.ts';
import { handTiming } from '../../actions/hand-timing.ts';
import { deadPort, httpServer, tcpServer } from '../../actions/loopback.ts';
import { catalogued, catalogueText, examined, mends, playbookOf, told, usingMachine } from './given.ts';

const machine = usingMachine();

const tool = (least = '') =>
  catalogueText(
    `tools: [{ tool: forge, version: [forge, --version], ${least && `least: "${least}", `}from: the package forge }]`,
    'run: [forge, stop]\ncheck: { run: [forge, status] }',
  );
const looking = (catalogue: string, more = {}) =>
  examine(examined(machine, { catalogues: catalogued([catalogue]), ...more }));

/** A catalogue whose requests carry a token, and a probe of it. */
const token = (more = '') =>
  catalogueText(
    `headers: { Authorization: "Bearer \${{ secrets.FORGE_TOKEN }}" }\nprobe: { http: { method: GET, path: [me] }${more} }`,
    'http: { method: POST, path: [stop] }\nneeds: ["Stages: write", "classic: repo"]\ncheck: { http: { method: GET, path: [stage] } }',
  );
const FORGE_TOKEN = 'canary-0123456789';
const atServer = (url: string, more = {}) => ({
  endpoints: { value: { forge: url }, from: { forge: 'here' } },
  environment: { FORGE_TOKEN },
  ...more,
});

describe('a tool', () => {
  it('that is there, and new enough, is fine', async () => {
    machine.program('forge', 'console.log("forge 2.3.1 (old)")');
    expect(told(await looking(tool('2.3')), 'tool')).toEqual(['ok forge: 2.3.1, at least 2.3']);
    expect(told(await looking(tool()), 'tool')).toEqual(['ok forge: 2.3.1']);
  });

  it('that is too old is missing, with where it comes from', async () => {
    machine.program('forge', 'console.log("forge 2.3.1")');
    const findings = await looking(tool('2.10'));
    expect(told(findings, 'tool')).toEqual(['missing forge: 2.3.1 is too old: it takes 2.10 or newer']);
    expect(mends(findings, 'tool')).toEqual(['forge comes from the package forge']);
  });

  it('may say its version where errors go', async () => {
    machine.program('forge', 'console.error("Forge_9.2p1, OpenSSL 3.0")');
    expect(told(await looking(tool('9.0')), 'tool')).toEqual(['ok forge: 9.2, at least 9.0']);
  });

  it.each([
    ['fails', 'console.log("1.2.3"); process.exit(3)', 'exit code 3'],
    ['says nothing of it', 'console.log("hello")', 'what it prints has none in it'],
    [
      'prints without end',
      'const x = "no ".repeat(30000); for (let i = 0; i < 200; i++) console.log(x)',
      'what it prints has none in it',
    ],
    ['cannot be run', 'console.log("1.2.3")', 'may not be executed'],
  ])('that %s is there, and to be looked at', async (_, code, why) => {
    machine.program('forge', code, why.startsWith('may not') ? 0o600 : 0o755);
    const [said] = told(await looking(tool('1.0'), { playbooks: [playbookOf(', uses: forge/stop')] }), 'tool');
    expect(said).toMatch(/^(warn|missing) forge: /);
    expect(said).toContain(why);
  });

  it('that a playbook runs itself has to be there, and is not started', async () => {
    const run = (program: string) => [playbookOf(`, run: [${program}, now]`)];
    machine.program('own', 'require("fs").writeFileSync(process.env.MARK, "")');
    const mark = join(machine.folder, 'ran');
    const environment = { MARK: mark };
    expect(told(await looking(tool(), { playbooks: run('own'), environment }), 'program')).toEqual([
      'ok own: is there',
    ]);
    expect(told(await looking(tool(), { playbooks: run('absent') }), 'program')).toEqual([
      'missing absent: There is no program absent on the PATH. Install it, or correct its name.',
    ]);
    expect(existsSync(mark)).toBe(false);
  });
});

describe('a catalogue', () => {
  it('of which nothing is set up is told in one line with others, and is no fault', async () => {
    const findings = await examine(
      examined(machine, { catalogues: catalogued([tool(), token().replace('catalogue: forge', 'catalogue: other')]) }),
    );
    expect(told(findings, 'action')).toEqual([
      'warn not set up: forge (forge); other (its endpoint, FORGE_TOKEN): what these would do is done by hand',
    ]);
    expect(findings.filter(({ state }) => state === 'missing')).toEqual([]);
  });

  it('whose action a step names has to be there as a whole', async () => {
    const playbooks = [playbookOf(', uses: forge/stop')];
    expect(told(await looking(tool(), { playbooks }), 'tool')).toEqual([
      'missing forge: There is no program forge on the PATH. Install it, or correct its name.',
    ]);
    const findings = await looking(token(), { playbooks });
    expect(told(findings, 'secret')).toEqual([
      'missing FORGE_TOKEN: The environment variable FORGE_TOKEN is not set. It is for forge.',
    ]);
    expect(told(findings, 'endpoint')).toEqual(['missing forge: nothing says where its requests go']);
    expect(mends(findings, 'endpoint')).toEqual([expect.stringContaining('BREAKGLASS_ENDPOINT_FORGE')]);
  });

  it('of one’s own has to be there as a whole, once it is trusted; before, nothing of it is started', async () => {
    const mark = join(machine.folder, 'ran');
    machine.program('forge', `require("fs").writeFileSync(${JSON.stringify(mark)}, ""); console.log("1.2.3")`);
    const own = { catalogues: catalogued([tool()], false) };
    const before = await examine(examined(machine, own));
    expect(told(before, 'trust')).toEqual(['missing forge.yaml: is not trusted, so nothing of it was looked at']);
    expect(mends(before, 'trust')).toEqual(['See what would be run, and trust it: breakglass trust forge.yaml']);
    expect(told(before, 'tool')).toEqual([]);
    expect(existsSync(mark)).toBe(false);
    const folder = trustFolder({ XDG_CONFIG_HOME: join(machine.folder, 'config') });
    const record = {
      sort: 'catalogue' as const,
      id: 'forge',
      file: 'forge.yaml',
      when: '2026-03-02T08:12:00Z',
      by: 'mara',
    };
    addRecord(folder, { ...record, sha256: sha256(tool()) }, tool());
    const after = await examine(examined(machine, own));
    expect(told(after, 'trust')).toEqual(['ok forge.yaml: is trusted']);
    expect(told(after, 'tool')).toEqual(['ok forge: 1.2.3']);
  });

  it('that no step can use is nobody’s concern', async () => {
    expect(told(await looking(tool().replace('effect: isolate', 'effect: resume')), 'action')).toEqual([]);
  });
});

describe('a secret', () => {
  const looked = (more: object) =>
    looking(token(), { playbooks: [playbookOf('', 'secrets: [FORGE_TOKEN]\n')], ...more });

  it('is told by where it is, never by what it is', async () => {
    const file = machine.file('token', `${FORGE_TOKEN}\n`);
    machine.program('keep', `console.log(${JSON.stringify(FORGE_TOKEN)})`);
    const places = [
      [{ environment: { FORGE_TOKEN } }, 'the environment variable FORGE_TOKEN'],
      [
        { sources: { FORGE_TOKEN: { env: 'OTHER' } }, environment: { OTHER: FORGE_TOKEN } },
        'the environment variable OTHER',
      ],
      [{ sources: { FORGE_TOKEN: { file } } }, `the file ${file}`],
      [{ sources: { FORGE_TOKEN: { command: ['keep', 'item'] } } }, 'the command keep'],
    ] as const;
    for (const [more, said] of places) {
      const findings = await looked(more);
      expect(told(findings, 'secret')).toEqual([`ok FORGE_TOKEN: ${said}`]);
      expect(JSON.stringify(findings)).not.toContain('canary');
    }
  });

  it.each([
    ['short', 'FORGE_TOKEN has 5 characters.'],
    ['xxxxxxxxxxxx', 'FORGE_TOKEN is one character, again and again'],
  ])('that is no good (%s) is missing', async (value, why) => {
    const [said] = told(await looked({ environment: { FORGE_TOKEN: value } }), 'secret');
    expect(said).toContain(`missing FORGE_TOKEN: ${why}`);
  });

  it('in a file that others may read is to be looked at', async () => {
    const file = machine.file('token', FORGE_TOKEN, 0o644);
    const findings = await looked({ sources: { FORGE_TOKEN: { file } } });
    expect(told(findings, 'secret')).toEqual([`warn FORGE_TOKEN: ${file} may be read by others (mode 644)`]);
    expect(mends(findings, 'secret')).toEqual([`chmod 600 ${file}`]);
  });

  it('whose file is not there, or whose command does not print it, is missing', async () => {
    const absent = join(machine.folder, 'absent');
    machine.program('locked', 'console.log("canary"); console.error("canary"); process.exit(1)');
    expect(told(await looked({ sources: { FORGE_TOKEN: { file: absent } } }), 'secret')).toEqual([
      `missing FORGE_TOKEN: There is no file ${absent}. It is for forge, book.`,
    ]);
    const findings = await looked({ sources: { FORGE_TOKEN: { command: ['locked'] } } });
    expect(told(findings, 'secret')).toEqual([
      'missing FORGE_TOKEN: locked ended with exit code 1. Run it by hand to see why. It is for forge, book.',
    ]);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it('of a playbook that nobody named is no fault where it is not there', async () => {
    const playbooks = [playbookOf('', 'secrets: [OTHER_TOKEN]\n')];
    const findings = await examine(examined(machine, { playbooks, isNamed: false }));
    expect(told(findings, 'secret')).toEqual([
      'warn OTHER_TOKEN: The environment variable OTHER_TOKEN is not set. It is for book.',
    ]);
  });

  it('that one action alone reads is no fault where it is not there', async () => {
    const more = `
  - action: other
    title: Other
    effect: isolate
    type: t
    docs: https://forge.example
    http: { method: POST, path: [other], body: { key: "\${{ secrets.OTHER_KEY }}" } }
    check: { http: { method: GET, path: [stage] } }
  - action: third
    title: Third
    effect: isolate
    type: t
    docs: https://forge.example
    http: { method: POST, path: [third] }
    check: { http: { method: GET, path: [stage] } }
`;
    const { url } = await httpServer((_, response) => response.end());
    expect(told(await looking(token() + more, atServer(url)), 'secret')).toEqual([
      'ok FORGE_TOKEN: the environment variable FORGE_TOKEN',
      'warn OTHER_KEY: The environment variable OTHER_KEY is not set. It is for forge/other.',
    ]);
  });
});

describe('a token', () => {
  it.each([
    [200, 'ok', 'works'],
    [204, 'ok', 'works'],
    [401, 'missing', 'is dead, or of another server: answered 401'],
    [403, 'missing', 'is refused: answered 403. It may lack a permission'],
    [404, 'missing', 'answered 404: is that the right endpoint?'],
    [302, 'warn', 'could not be told: Answered 302.'],
    [429, 'warn', 'could not be told: Answered 429.'],
    [500, 'warn', 'could not be told: Answered 500'],
  ])('that the server answers with %i is %s: %s', async (status, state, said) => {
    const server = await httpServer(({ method, headers }, response) => {
      const isProbe = method === 'GET' && headers.authorization === `Bearer ${FORGE_TOKEN}`;
      response.writeHead(isProbe ? status : 200, { 'retry-after': '60' }).end();
    });
    const findings = await looking(token(), atServer(server.url));
    const [found] = findings.filter(({ sort }) => sort === 'token');
    expect(found).toMatchObject({ state, what: `forge, as ${server.url}/me` });
    expect(found?.said).toContain(said);
    expect(server.asked.sort()).toEqual(['GET /me', 'HEAD /']);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });

  it('that is refused names what it has to be allowed', async () => {
    const { url } = await httpServer((_, response) => response.writeHead(403).end());
    expect(mends(await looking(token(), atServer(url)), 'token')).toEqual([
      'Set one that may: Stages: write, classic: repo.',
    ]);
  });

  it('shows its scopes and its end where the server tells them, and what is not among them', async () => {
    const now = Date.parse('2026-03-02T08:12:00Z');
    const answers = (scopes: string, expires: string) =>
      httpServer((_, response) => {
        response.setHeader('X-OAuth-Scopes', scopes);
        response.setHeader('GitHub-Authentication-Token-Expiration', expires);
        response.end('{}');
      });
    const tokenAt = async (scopes: string, expires: string) =>
      told(
        await looking(
          token(),
          atServer((await answers(scopes, expires)).url, { timing: { ...realTiming, now: () => now } }),
        ),
        'token',
      )[0];
    expect(await tokenAt('repo, workflow', '2026-12-31 00:00:00 UTC')).toMatch(
      /^ok .*: works; scopes: repo, workflow; expires on 2026-12-31$/,
    );
    expect(await tokenAt('gist', '2026-12-31 00:00:00 UTC')).toMatch(/^warn .*; not among its scopes: repo$/);
    expect(await tokenAt('repo', '2026-03-04 00:00:00 UTC')).toMatch(/^warn .*; expires in 1 days?, on 2026-03-04$/);
  });

  it('shows what the catalogue keeps of the probe’s answer, without a secret in it', async () => {
    const { url } = await httpServer((_, response) =>
      response.end(JSON.stringify({ scopes: ['api', FORGE_TOKEN], end: null })),
    );
    const probe = `, outputs: { scopes: "\${{ join(outputs.json.scopes, ', ') }}", expires: "\${{ outputs.json.end }}" }`;
    expect(told(await looking(token(probe), atServer(url)), 'token')[0]).toMatch(
      /: works; scopes: api, \[FORGE_TOKEN\]$/,
    );
  });

  it('that works as somebody else than is expected is missing', async () => {
    const { url } = await httpServer((_, response) => response.end('{"active":false}'));
    const [said] = told(await looking(token(', holds: "${{ outputs.json.active }}"'), atServer(url)), 'token');
    expect(said).toMatch(/^missing .*: works, and is not what it should be$/);
  });

  it('is not tried before its endpoint is said', async () => {
    const findings = await looking(token(), { environment: { FORGE_TOKEN } });
    expect(told(findings, 'token')).toEqual([]);
    expect(told(findings, 'endpoint')).toEqual(['missing forge: nothing says where its requests go']);
  });
});

describe('an endpoint', () => {
  it('that is for no catalogue is missing, with the nearest right name', async () => {
    const endpoints = {
      value: { forgé: 'https://x.example', forgee: 'https://x.example' },
      from: { forgee: 'here', forgé: 'there' },
    };
    const findings = await looking(tool(), { endpoints });
    expect(told(findings, 'endpoint')).toContain('missing forgee: is set in here, and no catalogue has that id');
    expect(mends(findings, 'endpoint')).toContain('Did you mean forge?');
  });

  it('where nobody listens is missing; so is one that never answers', async () => {
    const dead = `http://127.0.0.1:${await deadPort()}`;
    expect(told(await looking(token(), atServer(dead)), 'endpoint')[0]).toMatch(/nothing listens there, or it refuses/);
    const timing = handTiming(Date.now());
    let connections = 0;
    const stalled = await tcpServer(() => {
      connections += 1;
      if (connections === 2) timing.pass(ANSWER_TIMEOUT);
    });
    const findings = await looking(token(), atServer(stalled.url, { timing }));
    expect(told(findings, 'endpoint')[0]).toMatch(/^missing .*: .* within 4\.5 s\.$/);
    expect(told(findings, 'token')[0]).toMatch(/^warn .*: could not be tried: /);
  });

  it('that a proxy does not let pass says what the proxy said', async () => {
    const proxy = await httpServer((_, response) => response.writeHead(407).end());
    const environment = { FORGE_TOKEN, HTTP_PROXY: proxy.url };
    const findings = await looking(token(), { ...atServer('http://forge.example'), environment });
    expect(told(findings, 'endpoint')).toEqual([
      'missing http://forge.example: The proxy answered 407 and did not pass it on to forge.example.',
    ]);
  });

  it('in clear, that is not this machine, is to be looked at', async () => {
    const proxy = await httpServer((_, response) => response.end());
    const environment = { FORGE_TOKEN, HTTP_PROXY: proxy.url };
    const findings = await looking(token(), { ...atServer('http://forge.example'), environment });
    expect(told(findings, 'endpoint')[0]).toMatch(/^warn .*: answered 200, in clear: /);
  });

  it('with many others that cannot be reached either points at the network', async () => {
    const port = await deadPort();
    const two = [token(), token().replace('catalogue: forge', 'catalogue: other')];
    const endpoints = {
      value: { forge: `http://127.0.0.1:${port}/a`, other: `http://127.0.0.1:${port}/b` },
      from: {},
    };
    const findings = await examine(
      examined(machine, { catalogues: catalogued(two), endpoints, environment: { FORGE_TOKEN } }),
    );
    expect(told(findings, 'endpoint')[0]).toContain('missing network: none of 2 endpoints can be reached');
  });

  it('whose certificate nobody here trusts says so, and the file of authorities that is set is used', async () => {
    const ca = machine.file('ca.pem', 'no certificate');
    const { url } = await httpServer((_, response) => response.end());
    const [said] = told(await looking(token(), atServer(url, { authorities: ca })), 'endpoint');
    expect(said).toContain(`The configuration names ${ca}, which is no readable file of certificates (PEM).`);
  });
});

describe('the clock', () => {
  it.each([
    [0, 'ok'],
    [60_000, 'warn'],
    [-3_600_000, 'missing'],
  ])('is held to what servers say: off by %i ms is %s', async (off, state) => {
    const { url } = await httpServer((_, response) => {
      response.setHeader('Date', new Date(Date.now() + off).toUTCString());
      response.end();
    });
    const findings = await looking(token(), atServer(url));
    expect(findings.filter(({ sort }) => sort === 'clock')).toMatchObject([{ state }]);
  });
});

describe('the store', () => {
  const stored = async (store: string) => told(await examine(examined(machine, { store })), 'store')[0];

  it('takes runs; one that is not there yet is not there after the look either', async () => {
    expect(await stored(join(machine.folder, 'store'))).toMatch(/^ok .*: takes runs, flushes and locks; .* free; /);
    const deep = join(machine.folder, 'a', 'b');
    expect(await stored(deep)).toMatch(/^ok .*; it is not there yet$/);
    expect(readdirSync(machine.folder).sort()).toEqual(['bin', 'config', 'store']);
    expect(readdirSync(join(machine.folder, 'store'))).toEqual([]);
  });

  it('that others may look into is to be looked at', async () => {
    const store = join(machine.folder, 'store');
    for (const name of ['runs', 'evidence', 'reports']) mkdirSync(join(store, name));
    chmodSync(store, 0o755);
    expect(await stored(store)).toMatch(/^warn .*; others may look into it$/);
  });

  it('that is a file is missing', async () => {
    expect(await stored(machine.file('file', ''))).toMatch(/^missing .* is a file, not a folder/);
  });
});

describe('what is one’s own', () => {
  it('and is not trusted is missing, and what changed since is said', async () => {
    const document = (text: string) => ({
      sort: 'playbook' as const,
      id: 'book',
      text,
      file: 'book.yaml',
      shipped: false,
    });
    const folder = trustFolder({ XDG_CONFIG_HOME: join(machine.folder, 'config') });
    addRecord(folder, { ...document('a'), sha256: sha256('a'), when: '2026-03-02T08:12:00Z', by: 'mara' }, 'a');
    const trusts = async (text: string) =>
      told(await examine(examined(machine, { documents: [document(text)] })), 'trust');
    expect(await trusts('a')).toEqual(['ok book.yaml: is trusted']);
    expect(await trusts('b')).toEqual([
      'missing book.yaml: has changed since it was trusted, so nothing of it was looked at',
    ]);
    chmodSync(folder, 0o777);
    expect(await trusts('a')).toEqual([
      expect.stringContaining('may be written by others than you, so nothing is trusted'),
      'missing book.yaml: is not trusted, so nothing of it was looked at',
    ]);
  });
});

describe('contacts', () => {
  const people = (checked: string) =>
    `people:\n  mara: { name: Mara, phone: "+46701740605", checked: ${checked} }\n  jon: { name: Jon, phone: "+46701740612", checked: ${checked} }\n`;
  const head = 'format: 1\ncontacts: acme\n';
  const all = 'operator: { first: jon, deputies: [mara] } }\naudiences: { everyone: { people: [mara] } }\n';
  const now = Date.parse('2026-03-03T12:00:00Z');
  const timing = { now: () => now, elapsed: () => 0, after: () => () => {} };
  const looked = async (text: string, more: Partial<Parameters<typeof examined>[1]> = {}) =>
    examine(examined(machine, { contacts: machine.file('contacts.yaml', text), timing, ...more }));

  it('that are nowhere are a warning, with how to begin', async () => {
    const found = await examine(examined(machine));
    expect(told(found, 'contacts')).toEqual(['warn contacts.yaml: is not there: nobody is named to be called']);
    expect(mends(found, 'contacts')).toEqual(['Begin with an example: breakglass contacts --example > contacts.yaml']);
  });

  it('that have somebody for every role, and were looked at lately, are fine', async () => {
    const found = await looked(`${head}${people('2026-02-16')}roles: { lead: { first: mara, deputies: [jon] }, ${all}`);
    expect(told(found, 'contacts')).toEqual([
      expect.stringMatching(/^ok .*contacts\.yaml: 2 people, all looked at in the last 90d$/),
    ]);
  });

  it('that lack a role, or are stale, are warnings', async () => {
    expect(told(await looked(`${head}${people('2026-02-16')}`), 'contacts')).toEqual([
      'warn role lead: nobody is called for it',
      'warn role operator: nobody is called for it',
      'warn audience everyone: nobody is told where it is told something',
    ]);
    const stale = await looked(`${head}${people('2025-02-16')}roles: { lead: { first: mara, deputies: [jon] }, ${all}`);
    expect(told(stale, 'contacts')).toEqual([
      'warn Mara: was checked 380d ago, 2025-02-16',
      'warn Jon: was checked 380d ago, 2025-02-16',
    ]);
  });

  it('whose chain ends in somebody whom nothing reaches are a warning', async () => {
    const text = `${head}${people('2026-02-16')}  bo: { name: Bo, checked: 2026-02-16 }
roles: { lead: { first: mara, deputies: [jon], escalation: top }, ${all}chains: { top: [{ call: bo }] }
`;
    expect(told(await looked(text), 'contacts')).toEqual([
      'warn role lead: its calls end with Bo, whom nothing reaches',
      'warn chain top: its calls lead to nobody who can be reached',
    ]);
  });

  it('are held to themselves where no playbook was named', async () => {
    const found = await looked(`${head}${people('2026-02-16')}`, { isNamed: false });
    expect(told(found, 'contacts')).toEqual([expect.stringMatching(/^ok /)]);
  });

  it('that are invalid are a warning, with what shows why', async () => {
    const found = await looked('format: 1\ncontacts: acme\npeople: {}\n');
    expect(told(found, 'contacts')).toEqual([expect.stringMatching(/cannot be used: .* is not valid\.$/)]);
  });
});

describe('the shipped catalogues', () => {
  const shipped = loadCatalogues([]);

  it.each([
    [
      'gitlab',
      { scopes: ['api', 'read_user'], expires_at: '2030-01-01' },
      'works; scopes: api, read_user; expires: 2030-01-01; expires on 2030-01-01',
    ],
    ['gitlab', { scopes: ['api'], expires_at: null }, 'works; scopes: api'],
    [
      'vault',
      { data: { policies: ['default', 'revoke'], expire_time: '2030-01-01T00:00:00.000Z' } },
      'works; policies: default, revoke; expires: 2030-01-01T00:00:00.000Z; expires on 2030-01-01',
    ],
  ])('tell what a token of %s may do, as %j', async (id, answer, said) => {
    const { url } = await httpServer((_, response) => response.end(JSON.stringify(answer)));
    const catalogues = {
      ...shipped,
      catalogues: shipped.catalogues.filter((one) => one.id === id),
    };
    const endpoints = { value: { [id]: url }, from: { [id]: 'here' } };
    const environment = { GITLAB_TOKEN: FORGE_TOKEN, VAULT_TOKEN: FORGE_TOKEN };
    const findings = await examine(examined(machine, { catalogues, endpoints, environment }));
    expect(findings.filter(({ sort }) => sort === 'token')).toMatchObject([{ state: 'ok', said }]);
  });
});
