import { describe, expect, it } from 'vitest';
import { expiryOf } from '../../../src/run/doctor/expiry.ts';
import { nodeFinding, terminalFindings } from '../../../src/run/doctor/machine.ts';
import { scopesLacking } from '../../../src/run/doctor/scopes.ts';
import { clockFinding, skewOf } from '../../../src/run/doctor/skew.ts';
import { isAtLeast, versionIn } from '../../../src/run/doctor/versions.ts';

describe('a version', () => {
  it.each([
    ['aws-cli/2.15.30 Python/3.11.8 Linux/6.1 exe/x86_64.debian.12', '2.15.30'],
    ['gh version 2.45.0 (2024-03-04)\nhttps://github.com/cli/cli/releases/tag/v2.45.0', '2.45.0'],
    ['Docker version 20.10.24+dfsg1, build 297e128', '20.10.24'],
    ['Terraform v1.5.7\non linux_amd64', '1.5.7'],
    ['OpenSSH_9.2p1 Debian-2+deb12u2, OpenSSL 3.0.11 19 Sep 2023', '9.2'],
    ['Client Version: v1.28.2\nKustomize Version: v5.0.4', '1.28.2'],
    ['Client Version: version.Info{Major:"1", Minor:"20", GitVersion:"v1.20.2"}', '1.20.2'],
    ['  ____ ___  ____\ncosign: A tool\n\nGitVersion:    v2.2.3\nGitCommit: 493e6e', '2.2.3'],
    ['azure-cli                         2.58.0\n\ncore   2.58.0', '2.58.0'],
    ['Version: 0.62.1\nBuild Commit: 1d0', '0.62.1'],
    ['skopeo version 1.9.3', '1.9.3'],
    ['10.8.2\n', '10.8.2'],
    ['no number', null],
    ['version 7', null],
    ['', null],
  ])('is read from %j', (printed, version) => {
    expect(versionIn(printed)).toBe(version);
  });

  it.each([
    ['2.9', '2.9', true],
    ['2.10', '2.9', true],
    ['2.9.0', '2.9', true],
    ['2.9', '2.9.1', false],
    ['1.27.3', '2.9', false],
    ['10.0', '9.99.99', true],
    ['8.0', '8', true],
  ])('%s is compared with %s number by number', (version, least, is) => {
    expect(isAtLeast(version, least)).toBe(is);
  });

  it('of Node.js must be one that Breakglass is made for', () => {
    expect(nodeFinding('20.19.0').state).toBe('ok');
    expect(nodeFinding('18.20.8').state).toBe('missing');
  });
});

describe('the clock', () => {
  const at = Date.parse('2026-03-02T08:12:00Z');
  const headers = (date: string, age?: string) => ({ date, ...(age !== undefined && { age }) });

  it('is compared with the middle of asking and answering', () => {
    expect(skewOf(headers('Mon, 02 Mar 2026 08:12:10 GMT'), at, at + 2000)).toBe(9500);
  });

  it('is compared with what a cache says of its age', () => {
    expect(skewOf(headers('Mon, 02 Mar 2026 08:02:00 GMT', '600'), at, at)).toBe(500);
  });

  it.each([[undefined], [{}], [headers('yesterday')]])('cannot be told from %j', (given) => {
    expect(skewOf(given, at, at)).toBeNull();
  });

  it.each([
    [[500], 'ok', 'agrees with one server, within 1 s'],
    [[-29_000], 'ok', 'agrees with one server, within 29 s'],
    [[45_000], 'warn', 'is 45 s behind one server'],
    [[-200_000], 'warn', 'is 3 min ahead of one server'],
    [[400_000, 400_000, 0], 'missing', 'is 7 min behind 3 servers'],
    [[-86_400_000], 'missing', 'is 24 h ahead of one server'],
    [[0, 500, 9_000_000], 'ok', 'agrees with 3 servers, within 1 s'],
  ])('that is off by %j ms is %s: %s', (skews, state, said) => {
    const finding = clockFinding(skews);
    expect(finding?.state).toBe(state);
    expect(finding?.said).toContain(said);
  });

  it('is not judged where no server tells the time', () => {
    expect(clockFinding([])).toBeNull();
  });
});

describe('a token that expires', () => {
  const now = Date.parse('2026-03-02T08:12:00Z');
  it.each([
    ['2026-03-01 12:00:00 UTC', 'missing', 'expired on 2026-03-01'],
    ['2026-03-02 12:00:00 UTC', 'warn', 'expires in less than a day, on 2026-03-02'],
    ['2026-03-06T12:00:00Z', 'warn', 'expires in 4 days, on 2026-03-06'],
    ['2026-12-31', 'ok', 'expires on 2026-12-31'],
    ['never', 'ok', null],
  ])('on %s is %s', (text, state, said) => {
    expect(expiryOf(text, now)).toEqual({ state, said });
  });
});

describe('the scopes of a token', () => {
  it.each([
    ['repo, workflow', ['classic: repo'], []],
    ['repo', ['classic: public_repo', 'classic: repo:status'], []],
    ['workflow', ['classic: repo', 'Actions: write'], ['repo']],
    ['admin:org', ['classic: read:org', 'classic: write:org'], []],
    ['write:packages', ['classic: read:packages, delete:packages'], ['delete:packages']],
    ['admin:org', ['classic: read:packages'], ['read:packages']],
    ['', ['classic: repo', 'classic: repo'], ['repo']],
    ['anything', ['iam:ListUsers'], []],
  ])('%j, where %j are needed, lack %j', (scopes, needs, lacking) => {
    expect(scopesLacking(scopes, needs)).toEqual(lacking);
  });
});

describe('the terminal', () => {
  const states = (columns: number, rows: number, env: NodeJS.ProcessEnv) =>
    terminalFindings({ columns, rows }, env).map(({ state, said }) => `${state} ${said}`);

  it('is told by its size and its locale', () => {
    expect(states(80, 24, { LANG: 'C.UTF-8' })).toEqual(['ok 80×24']);
    expect(states(60, 20, { LC_ALL: 'de_DE.utf8' })).toEqual(['warn 60×20 is tight']);
    expect(states(30, 10, { LC_ALL: 'en_US.UTF-8' })).toEqual(['warn 30×10 takes no screens, only plain lines']);
    expect(states(80, 24, { LC_ALL: 'C', LANG: 'C.UTF-8' })[1]).toContain('warn its locale is C');
    expect(states(80, 24, {})[1]).toContain('warn its locale is not set');
  });
});
