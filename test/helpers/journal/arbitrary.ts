import { type Payload, RESERVED } from '../../../src/journal/payload.ts';
import { fc } from '../properties.ts';

/**
 * Any payload: nested, empty, every sort of character (line separators, lone surrogates, NUL), `__proto__` as a name.
 */
export const anyPayload: fc.Arbitrary<Payload> = fc
  .dictionary(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('type', '__proto__', '1', 'V', '\u2028')),
    fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) as fc.Arbitrary<Payload[string]>,
    { maxKeys: 5 },
  )
  .filter((payload) => RESERVED.every((name) => !Object.hasOwn(payload, name)));

/** Some decisions of one to four entries. */
export const anyDecisions: fc.Arbitrary<readonly (readonly Payload[])[]> = fc.array(
  fc.array(anyPayload, { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 6 },
);
