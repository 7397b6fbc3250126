import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/engine/definition.ts';
import type { Entry } from '../../../src/engine/entries.ts';
import { loadCatalogues } from '../../../src/run/catalogues.ts';
import { loadPlaybook } from '../../../src/run/content.ts';
import { rememberRun, requireTrustedRun } from '../../../src/run/trust/runs.ts';
import { folder } from './given.ts';

/** The first entry of a run of what is shipped, whose requests go elsewhere. */
function opened(endpoints: Readonly<Record<string, string>> = {}): Entry<'run.opened'> & { hash: string } {
  return {
    type: 'run.opened',
    hash: sha256('the first entry'),
    run: 'from-elsewhere',
    kind: 'incident',
    tool: 'breakglass',
    timezone: 'UTC',
    starts: '2026-03-02T08:12:00.000Z',
    playbook: loadPlaybook('leaked-secret').document,
    catalogues: loadCatalogues([]).documents.map(({ document }) => document),
    endpoints,
    inputs: {},
    anchors: { known: null, intruded: null },
    at: 0,
    recorded: '2026-03-02T08:12:00.000Z',
  };
}

const elsewhere = { github: 'https://collects-tokens.example' };

describe('given a journal of a live run that was not opened here', () => {
  it('of what is shipped it is gone on with', () => {
    expect(() => requireTrustedRun(opened(), {}, folder())).not.toThrow();
  });

  it('whose requests go elsewhere nothing is run: whoever made it would get the tokens', () => {
    expect(() => requireTrustedRun(opened(elsewhere), {}, folder())).toThrow(
      /requests of github to https:\/\/collects-tokens/,
    );
    expect(() => requireTrustedRun(opened(elsewhere), { github: 'https://ghe.example' }, folder())).toThrow(/github/);
  });

  it('whose requests go where mine go it is gone on with', () => {
    expect(() => requireTrustedRun(opened(elsewhere), elsewhere, folder())).not.toThrow();
  });

  it('whose playbook nobody trusts nothing is run', () => {
    const first = opened();
    const other = { ...first, playbook: { ...first.playbook, text: `${first.playbook.text}\n# another` } };
    expect(() => requireTrustedRun(other, {}, folder())).toThrow(/not trusted/);
  });
});

describe('given a live run that was opened here', () => {
  it('it is gone on with, wherever its requests go', () => {
    const trust = folder();
    rememberRun(opened(elsewhere), trust);
    expect(() => requireTrustedRun(opened(elsewhere), {}, trust)).not.toThrow();
  });

  it.each(['runs', `runs/${sha256('the first entry')}`, '.'])(
    'where others may write %s, nobody can tell whether it was',
    (path) => {
      const trust = folder();
      rememberRun(opened(elsewhere), trust);
      chmodSync(`${trust}/${path}`, 0o777);
      expect(() => requireTrustedRun(opened(elsewhere), {}, trust)).toThrow(/github/);
    },
  );
});
