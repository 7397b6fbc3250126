import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validate } from '../../src/language/validate.ts';
import { readYaml } from '../../src/language/yaml.ts';
import { shippedClocks } from '../../src/playbook/clocks/library.ts';
import { clockLibrarySchema } from '../../src/playbook/clocks/schema.ts';

const folder = new URL('../../playbooks/clocks/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

function libraryIn(file: string) {
  const document = readYaml({ file, text: readFileSync(new URL(file, folder), 'utf8') });
  return { document, ...validate(document, clockLibrarySchema) };
}

describe('the library of clocks', () => {
  it.each(files)('%s is valid, is called as its file is, and says that it is no legal advice', (file) => {
    const { document, diagnostics, value } = libraryIn(file);
    expect([...document.diagnostics, ...diagnostics]).toEqual([]);
    expect(value?.['clock-library']).toBe(file.slice(0, -'.yaml'.length));
    expect(document.source.text).toContain('Not legal advice.');
  });

  it('is the one that playbooks use, and no name stands in it twice', () => {
    const names = files.flatMap((file) => libraryIn(file).value?.clocks.map(({ clock }) => clock) ?? []);
    expect([...names].sort()).toEqual([...new Set(names)].sort());
    expect([...shippedClocks.names].sort()).toEqual([...names].sort());
    for (const name of names) expect(shippedClocks.read(name)?.clock).toBe(name);
  });

  it('has an article and a time for all but a contract, which names its own', () => {
    const bare = shippedClocks.names.filter((name) => {
      const clock = shippedClocks.read(name);
      return clock?.source === undefined || clock.due === undefined;
    });
    expect(bare).toEqual(['contract-notice']);
  });

  it('has what was promised', () => {
    const laws = ['GDPR, art. 33(1)', 'GDPR, art. 34(1)', 'art. 23(4)(a)', '2025/301, art. 5(1)(a)', 'Item 1.05'];
    const others = ['45 CFR 164.404', 'PCI DSS', 'art. 14(2)(c)', 'UK GDPR, art. 33(1)'];
    const sources = shippedClocks.names.map((name) => shippedClocks.read(name)?.source ?? '');
    for (const law of [...laws, ...others]) expect(sources.some((source) => source.includes(law))).toBe(true);
  });

  it('counts from a clock of its own where it counts from one', () => {
    for (const name of shippedClocks.names) {
      const from = shippedClocks.read(name)?.from ?? 'known';
      if (from.startsWith('clocks.')) expect(shippedClocks.names).toContain(from.slice('clocks.'.length));
    }
  });
});
