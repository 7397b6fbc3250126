import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type ReadyCommand, type ReadyRequest, shownCall, shownFilled } from '../../../src/playbook/catalogue/ready.ts';
import { fc } from '../../helpers/properties.ts';

function command(argv: readonly string[], more: Partial<ReadyCommand> = {}): ReadyCommand {
  return {
    id: 'do',
    how: 'command',
    argv,
    env: {},
    exits: [0],
    readOnly: false,
    idempotent: false,
    timeout: 1,
    ...more,
  };
}

function request(more: Partial<ReadyRequest>): ReadyRequest {
  const how = 'http' as const;
  return {
    id: 'do',
    how,
    method: 'POST',
    url: 'https://api.example/x',
    headers: {},
    accepts: [],
    readOnly: false,
    idempotent: false,
    timeout: 1,
    ...more,
  };
}

describe('a command in one line', () => {
  it.each([
    [['gh', 'api', '-X', 'PUT', 'repos/acme/shop'], 'gh api -X PUT repos/acme/shop'],
    [['echo', ''], "echo ''"],
    [['echo', 'two words'], "echo 'two words'"],
    [['echo', "it's"], "echo 'it'\\''s'"],
    [['echo', '$(id)', '`id`', '$HOME', '*', '~', '!!', '#'], "echo '$(id)' '`id`' '$HOME' '*' '~' '!!' '#'"],
    [['echo', 'a;b', 'a&&b', 'a|b', '>f', '{a,b}'], "echo 'a;b' 'a&&b' 'a|b' '>f' '{a,b}'"],
    [['echo', '${{ secrets.TOKEN }}', '--flag=1'], "echo '${{ secrets.TOKEN }}' --flag=1"],
    [['echo', 'a\nb\tc\rd'], "echo $'a\\nb\\tc\\rd'"],
    [['echo', "it's\n\\x"], "echo $'it\\'s\\n\\\\x'"],
    [['echo', '\u001b]0;title\u0007', '\u009b31m', '\0'], "echo $'\\x1b]0;title\\x07' $'\\u009b31m' $'\\x00'"],
    [
      ['rm', 'a\u202ecod.exe', '\u2066x', '\u200bhidden', 'soft\u00adhyphen'],
      "rm $'a\\u202ecod.exe' $'\\u2066x' $'\\u200bhidden' $'soft\\u00adhyphen'",
    ],
    [
      ['rm', 'a\u00a0b', '\u3164', '\u{e0041}tag', '\ufeff', 'a\u2028b'],
      "rm $'a\\u00a0b' $'\\u3164' $'\\U000e0041tag' $'\\ufeff' $'a\\u2028b'",
    ],
    [['echo', 'π', '日本', '🔑'], "echo 'π' '日本' '🔑'"],
    [['A=b', 'c'], "'A=b' c"],
  ])('%j is %s', (argv, shown) => {
    expect(shownCall(command(argv))).toBe(shown);
  });

  it('names the secrets of its environment and its standard input', () => {
    const call = command(['restic', 'check'], {
      env: { RESTIC_PASSWORD: [{ secret: 'RESTIC' }], LOGIN: ['me:', { secret: 'TOKEN' }], CI: ['1'] },
      stdin: ['{"key":"', { secret: 'KEY', as: 'json' }, '"}\n'],
    });
    expect(shownCall(call)).toBe(
      "RESTIC_PASSWORD='[RESTIC]' LOGIN='me:[TOKEN]' CI=1 restic check <<< $'{\"key\":\"[KEY]\"}\\n'",
    );
  });

  it('is one line of what can be seen, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (argv) => {
        expect(shownCall(command(['x', ...argv]))).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('means the same to a shell', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'ab \n\t\'"\\$`;&|*~!#{}=\u001b\u202e\u00a0π🔑'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const line = shownCall(command(['printf', '%s\\0', ...words]));
        const printed = execFileSync('bash', ['--norc', '-c', line], {
          env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
          encoding: 'utf8',
        });
        expect(printed.split('\0').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a request in one line', () => {
  it('is its method, its address and its body, with the names of secrets', () => {
    expect(shownCall(request({ method: 'PUT', body: ['{"token":"', { secret: 'OLD', as: 'json' }, '"}'] }))).toBe(
      'PUT https://api.example/x {"token":"[OLD]"}',
    );
    expect(shownCall(request({ method: 'DELETE', headers: { authorization: [{ secret: 'TOKEN' }] } }))).toBe(
      'DELETE https://api.example/x',
    );
  });

  it('hides nothing that would not be seen', () => {
    expect(shownCall(request({ url: 'https://api.example/\u202ex', body: ['a\nb\u200b'] }))).toBe(
      "POST $'https://api.example/\\u202ex' $'a\\nb\\u200b'",
    );
  });
});

describe('a filled text', () => {
  it('reads with the names of its secrets', () => {
    expect(shownFilled(['Bearer ', { secret: 'TOKEN' }, ' x'])).toBe('Bearer [TOKEN] x');
    expect(shownFilled([])).toBe('');
  });
});
