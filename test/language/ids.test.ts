import { describe, expect, test } from 'vitest';
import { isId, toId } from '../../src/language/ids.ts';
import { fc } from '../helpers/properties.ts';

describe('ids', () => {
  test.each(['a', 'release', 'ci-token', 'build-2', 'a1-b2-3', 'a'.repeat(60)])('%s is one', (text) => {
    expect(isId(text)).toBe(true);
  });

  test.each(['', 'A', '1a', '-a', 'a-', 'a--b', 'a_b', 'a.b', 'a b', 'é', 'a'.repeat(61), 'a\n'])(
    '%j is none',
    (text) => {
      expect(isId(text)).toBe(false);
    },
  );

  test.each([
    ['CI_TOKEN', 'ci-token'],
    ['release.yml', 'release-yml'],
    ['  .github/workflows/Release.yml ', 'github-workflows-release-yml'],
    ['4.2.1', 'item-4-2-1'],
    ['Déjà Vu', 'deja-vu'],
    ['ﬁle', 'file'],
    ['', 'item'],
    ['構成', 'item'],
    ['---', 'item'],
  ])('%j becomes %s', (typed, id) => {
    expect(toId(typed)).toBe(id);
  });

  test('whatever is typed becomes an id, and an id stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const id = toId(typed);
        expect(isId(id)).toBe(true);
        expect(toId(id)).toBe(id);
      }),
    );
  });
});
