import { describe, expect, it } from 'vitest';
import { PayloadError, payloadText } from '../../src/journal/payload.ts';

/** What a caller without types might hand over. */
const loose = (value: unknown) => () => payloadText(value as never);

describe('a payload', () => {
  it('given plain data, then its text is what JSON makes of it', () => {
    expect(payloadText({ type: 'noted', items: ['a', { b: null }], n: 1.5, yes: true })).toBe(
      '{"type":"noted","items":["a",{"b":null}],"n":1.5,"yes":true}',
    );
  });

  it('given a member that is undefined, then the member is left out', () => {
    expect(payloadText({ type: 'noted', who: undefined })).toBe('{"type":"noted"}');
  });

  it.each(['v', 'seq', 'more', 'prev', 'hash'])('given a member named %s, then it is refused', (name) => {
    expect(() => payloadText({ [name]: 1 })).toThrow(
      `This cannot be journaled: ${name} is a name that belongs to the envelope.`,
    );
  });

  it('given an envelope name deeper inside, then it is the payload’s own', () => {
    expect(payloadText({ of: { hash: 'x', seq: 1 } })).toBe('{"of":{"hash":"x","seq":1}}');
  });

  it.each([
    ['NaN', { a: [0, { b: Number.NaN }] }, 'a[1].b is NaN, which JSON has no word for'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, 'a is Infinity, which JSON has no word for'],
    ['a date', { at: new Date(0) }, 'at is an instance of a class, not plain data'],
    ['a map', { a: new Map() }, 'a is an instance of a class, not plain data'],
    ['a function', { a: () => 1 }, 'a is a function, which JSON cannot hold'],
    ['its own toJSON', { toJSON: () => 'forged' }, 'toJSON is a function, which JSON cannot hold'],
    ['a big integer', { a: 1n }, 'a is a bigint, which JSON cannot hold'],
    ['a hole in a list', { a: [1, undefined] }, 'a[1] is undefined, which JSON cannot hold'],
    ['a list', [], 'the payload is not an object'],
    ['a number', 5, 'the payload is not an object'],
    ['null', null, 'the payload is not an object'],
    ['a date as a whole', new Date(0), 'the payload is an instance of a class, not plain data'],
  ])('given %s, then it is refused and its place is named', (_, value, why) => {
    expect(loose(value)).toThrow(PayloadError);
    expect(loose(value)).toThrow(`This cannot be journaled: ${why}.`);
  });

  it('given a circle, then it is refused instead of followed', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(loose(circle)).toThrow('is nested deeper than 200 levels');
  });

  it('given an object of another realm or without a prototype, then it is plain data', () => {
    expect(payloadText(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });
});
