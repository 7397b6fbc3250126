import { describe, expect, it } from 'vitest';
import { edited } from '../../helpers/documents.ts';
import { action, actions, found, hints, sampleCatalogueText, withKeys } from './written.ts';

const seen = 'check: { http: { method: GET, path: [state] }, holds: outputs.json.stopped }';
/** An action that isolates and whose success is seen. */
const isolates = (keys: string) => action(`${keys}\n${seen}`);
const survey = (keys: string) =>
  withKeys('survey', `finds: { kind: stage, type: t, each: outputs.json, name: "\${{ item.name }}" }\n${keys}`);

describe('keys of a call', () => {
  it.each([
    ['http: { method: POST }', undefined],
    ['run: [forge, stop]', undefined],
    ['run: [forge]\ntitle2: x', /^shape-unknown-key at `title2`/],
    ['undo: x', 'keys-incomplete at `action`: `action` needs `run` or `http` or `calls`'],
    ['run: [forge]\nhttp: { method: POST }', 'keys-conflict at `http`: `http` and `run` exclude each other'],
    [
      'calls: [{ call: a, run: [forge] }]\nrun: [forge]',
      'keys-conflict at `run`: `run` and `calls` exclude each other',
    ],
    [
      'calls: [{ call: a, run: [forge] }]\ntimeout: 5s',
      'keys-conflict at `timeout`: `timeout` and `calls` exclude each other',
    ],
    ['calls: [{ call: a }]', 'keys-incomplete at `call`: `call` needs `run` or `http`'],
    ['http: { method: POST }\nenv: { A: b }', 'keys-conflict at `env`: `env` and `http` exclude each other'],
    ['http: { method: POST }\nstdin: b', 'keys-conflict at `stdin`: `stdin` and `http` exclude each other'],
    ['http: { method: POST }\nexits: [0]', 'keys-conflict at `exits`: `exits` and `http` exclude each other'],
    ['http: { method: POST, body: {}, text: x }', 'keys-conflict at `text`: `text` and `body` exclude each other'],
    ['http: { method: GET, form: {} }', 'keys-conflict at `form`: `form` and `method` exclude each other'],
    [
      'run: [forge]\nidempotent: true\nwithin: 5s',
      'keys-incomplete at `within`: `within` needs `holds` or `accepts` or `exits`',
    ],
    ['run: [forge]\nevery: 5s\nholds: outputs.json', 'keys-incomplete at `every`: `every` needs `within`'],
    ['run: [forge]\nidempotent: true\nwithin: 5s\nholds: outputs.json', undefined],
    ['http: { method: PUT, accepts: [204] }\nidempotent: true\nwithin: 5s', undefined],
    [
      'http: { method: DELETE }\nread-only: true',
      'not-read-only at `DELETE`: a DELETE changes something, and this call may not',
    ],
    ['http: { method: POST, query: { a: 5 } }', 'shape-type at `5`: expected a text, not a number'],
    ['http: { method: POST, headers: { "X Y": a } }', /^shape-format at `"X Y"`/],
    ['run: [forge]\nenv: { "A=B": a }', /^shape-format at `"A=B"`/],
  ])('given %s', (keys, expected) => {
    const said = found(isolates(keys));
    expect(said).toEqual(
      expected === undefined ? [] : [expected instanceof RegExp ? expect.stringMatching(expected) : expected],
    );
  });

  it('given a check, then it is one look that changes nothing', () => {
    const check = (keys: string) => found(action(`run: [forge]\ncheck: ${keys}`));
    expect(check('{ holds: outputs.json }')).toEqual(['keys-incomplete at `check`: `check` needs `run` or `http`']);
    expect(check('{ run: [forge], http: { method: GET } }')).toHaveLength(1);
    expect(check('{ http: { method: PUT } }')).toEqual([
      'not-read-only at `PUT`: a PUT changes something, and this call may not',
    ]);
    expect(check('{ run: [forge], read-only: false }')).toEqual([
      'shape-unknown-key at `read-only`: `read-only` is not known here',
    ]);
  });

  it('given two of one name, then it is told where the first is', () => {
    const two =
      '- { action: a, title: A, effect: survey, type: t, docs: "https://a", finishes: false, read-only: true, run: [forge], finds: { kind: stage, type: t, each: outputs, name: n } }';
    expect(found(actions(`${two}\n  ${two}`))).toEqual(['name-duplicate at `a`: another action is already called `a`']);
    expect(found(isolates('calls: [{ call: a, run: [forge] }, { call: a, run: [forge] }]'))).toEqual([
      'name-duplicate at `a`: another call is already called `a`',
    ]);
    expect(found(isolates('calls: [{ call: check, run: [forge] }]'))).toEqual([
      'name-duplicate at `check`: another call is already called `check`',
    ]);
  });
});

describe('secrets', () => {
  const held = '${{ secrets.TOKEN }}';
  it.each([
    [`run: [forge, "${held}"]`, 'every program on the machine can read the arguments of a command'],
    [`http: { method: POST, path: ["${held}"] }`, 'addresses are written to the logs'],
    [`http: { method: POST, path: [{ split: "${held}" }] }`, 'addresses are written to the logs'],
    [`http: { method: POST, query: { token: "${held}" } }`, 'addresses are written to the logs'],
    [`http: { method: POST, base: "https://${held}@forge.example" }`, 'addresses are written to the logs'],
    [`run: [forge]\noutputs: { a: "${held}" }`, 'what this gives is journaled'],
    ['run: [forge]\nholds: secrets.TOKEN == outputs.text', 'what this gives is journaled'],
    [
      `run: [forge, "--a=\${{ inputs.a }}"]\ninputs: { a: { ask: A?, default: "${held}" } }`,
      'what this gives is journaled',
    ],
  ])('given one where others can see it (%s), then it is an error that says who', (keys, who) => {
    const said = found(isolates(keys)).filter((one) => !one.startsWith('address-from-value'));
    expect(said).toEqual([expect.stringMatching(/^secret-visible at `secrets\.TOKEN`/)]);
    expect(said[0]).toContain(who);
  });

  it.each([
    `run: [forge]\nenv: { T: "Bearer ${held}" }`,
    `run: [forge]\nstdin: "${held}"`,
    `http: { method: POST, headers: { T: "${held}" } }`,
    `http: { method: POST, basic: "x:${held}" }`,
    `http: { method: POST, body: { a: ["${held}"] } }`,
    `http: { method: POST, form: { a: "${held}" } }`,
    `http: { method: POST, text: "${held}" }`,
  ])('given one where only the program or the server gets it (%s), then nothing is said', (keys) => {
    expect(found(isolates(keys))).toEqual([]);
  });

  it.each([
    "format('{0}', secrets.TOKEN)",
    'secrets.TOKEN || secrets.OTHER',
    'toJson(secrets)',
    'secrets.TOKEN.x',
    'secrets',
  ])('given that something is made of one (%s), then it is an error', (expression) => {
    const said = found(isolates(`http: { method: POST, headers: { T: "\${{ ${expression} }}" } }`));
    expect(new Set(said.map((one) => one.split(' ')[0]))).toEqual(new Set(['secret-not-alone']));
  });

  it('given one in small letters, then it must be a subject of the same action', () => {
    const tried = (name: string) =>
      withKeys(
        'prove-dead',
        `subjects: { old: The old one }\nhttp: { method: GET, headers: { T: "\${{ secrets.old }}", U: "\${{ secrets.${name} }}" } }\nproof: { dead: [{ statuses: [401] }] }`,
      );
    expect(found(tried('old'))).toEqual([]);
    expect(found(tried('olt'))).toEqual([
      'name-unknown at `secrets.olt`: `olt` is no name of an environment variable, and no subject of this action',
    ]);
    expect(hints(tried('olt'))).toEqual(['Did you mean `old`?']);
    expect(hints(tried('github-token'))).toEqual([expect.stringContaining('as `GITHUB_TOKEN`')]);
    const everywhere = edited(sampleCatalogueText, ['Bearer ${{ secrets.FORGE_TOKEN', 'Bearer ${{ secrets.old']);
    expect(found(everywhere)).toEqual([expect.stringMatching(/^name-unknown at `secrets\.old`/)]);
  });
});

describe('what expressions read', () => {
  it.each([
    ['http: { method: POST, path: ["${{ inputs.b }}"] }', 'path-unknown at `b`: there is no input `b`'],
    ['http: { method: POST, path: ["${{ run.titel }}"] }', 'path-unknown at `titel`: `run` has no `titel`'],
    [
      'http: { method: POST, path: ["${{ steps.a.outputs }}"] }',
      'path-unavailable at `steps.a.outputs`: `steps` cannot be read here',
    ],
    [
      'http: { method: POST, path: ["${{ outputs.json }}"] }',
      'path-unavailable at `outputs.json`: `outputs` cannot be read here',
    ],
    ['run: [forge]\noutputs: { a: "${{ item.name }}" }', 'path-unavailable at `item.name`: `item` cannot be read here'],
    ['run: [forge]\nholds: run.id', 'path-unavailable at `run.id`: `run` cannot be read here'],
    ['run: [forge]\nholds: inputs.b', 'path-unknown at `b`: there is no input `b`'],
    ['run: [forge]\nholds: outputs.json.state == item.anything', undefined],
    [
      'http: { method: POST, path: ["${{ run.id }}", "${{ run.reached.contained }}", "${{ item.anything }}"] }',
      undefined,
    ],
  ])('given %s', (keys, expected) => {
    expect(found(isolates(keys))).toEqual(expected === undefined ? [] : [expected]);
  });

  it("given a default of an input, then it reads the playbook's inputs, whatever they are", () => {
    const of = (given: string) =>
      found(
        isolates(`http: { method: POST, path: ["\${{ inputs.a }}"] }\ninputs: { a: { ask: A?, default: "${given}" } }`),
      );
    expect(of('${{ inputs.repository || item.repository || run.title }}')).toEqual([]);
    expect(of('${{ outputs.json }}')).toEqual(['path-unavailable at `outputs.json`: `outputs` cannot be read here']);
  });

  it('given a probe or headers of all requests, then they read secrets alone', () => {
    const probe = edited(sampleCatalogueText, ['path: [user] }\n  outputs', 'path: ["${{ item.name }}"] }\n  outputs']);
    expect(found(probe)).toEqual(['path-unavailable at `item.name`: `item` cannot be read here']);
    const headers = edited(sampleCatalogueText, ['X-Forge-Version: "2"', 'X-Forge-Version: "${{ inputs.a }}"']);
    expect(found(headers)).toEqual(['path-unavailable at `inputs.a`: `inputs` cannot be read here']);
  });

  it('given what a survey finds, then `item` is one of the list, and the answer itself is read by `each`', () => {
    const finds = (name: string) =>
      withKeys(
        'survey',
        `run: [forge]\nread-only: true\nfinds: { kind: stage, type: t, each: outputs.json, name: "${name}" }`,
      );
    expect(found(finds('${{ item.whatever }}'))).toEqual([]);
    expect(found(finds('${{ outputs.json }}'))).toEqual([
      'path-unavailable at `outputs.json`: `outputs` cannot be read here',
    ]);
  });
});

describe('commands and requests', () => {
  it('given a value in a script, then it is an error, in an argument as on standard input', () => {
    const tools = (text: string) => text.replace('tool: forge', 'tool: sh');
    expect(
      found(tools(action(`run: [sh, -c, "stop \${{ item.name }}"]\ncheck: { run: [sh], holds: outputs.text }`))),
    ).toEqual([expect.stringMatching(/^value-in-script at `\$\{\{ item\.name \}\}`/)]);
    for (const run of ['[sh]', '[sh, -s, --, x]', '[sh, -eu]'])
      expect(found(tools(action(`run: ${run}\nstdin: "stop \${{ item.name }}"\nfinishes: false`)))).toEqual([
        expect.stringMatching(/^value-in-script at `\$\{\{ item\.name \}\}`/),
      ]);
    for (const run of ['[sh, stop.sh]', "[sh, -c, 'read name']"])
      expect(found(tools(action(`run: ${run}\nstdin: "stop \${{ item.name }}"\nfinishes: false`)))).toEqual([]);
  });

  it('given a value that could be an option, then it is told, but for one whose pattern begins otherwise', () => {
    const run = (pattern: string) =>
      found(isolates(`run: [forge, "\${{ inputs.a }}"]\ninputs: { a: { ask: A?, pattern: '${pattern}' } }`));
    expect(found(isolates('run: [forge, "${{ item.name }}"]'))).toEqual([
      expect.stringMatching(/^value-as-option at `\$\{\{ item\.name \}\}`/),
    ]);
    expect(run('[\\w.-]+')).toHaveLength(1);
    expect(run('\\w[\\w.-]*')).toEqual([]);
  });

  it('given a program that is not among the tools, then it is told once', () => {
    const text = action('calls: [{ call: a, run: [forgectl, a] }, { call: b, run: [forgectl, b] }]\nfinishes: false');
    expect(found(text)).toEqual([expect.stringMatching(/^tool-not-listed at `forgectl`/)]);
  });

  it('given that the program starts itself, then that is no tool to be listed', () => {
    expect(found(action('run: [breakglass, compare, a, --manifest, b]\nfinishes: false'))).toEqual([]);
  });

  it('given a program that is a value, then it is an error', () => {
    expect(found(isolates('run: ["${{ item.name }}"]'))).toEqual([expect.stringMatching(/^program-not-plain/)]);
  });

  it('given a slash in a segment, or an address made of a value, then it is told at its characters', () => {
    expect(found(isolates('http: { method: POST, path: ["${{ item.name }}/stop"] }'))).toEqual([
      expect.stringMatching(/^slash-in-segment at `\/`/),
    ]);
    expect(found(isolates('http: { method: POST, path: [{ split: "a/${{ item.name }}" }] }'))).toEqual([]);
    expect(found(isolates('http: { method: POST, base: "https://${{ item.host }}" }'))).toEqual([
      expect.stringMatching(/^address-from-value at `\$\{\{ item\.host \}\}`/),
    ]);
  });

  it('given what would be done again, and twice is not said to be once, then it is an error', () => {
    expect(found(isolates('run: [forge]\nretry: { times: 2, every: 1s }'))).toEqual([
      expect.stringMatching(/^retry-unsafe at `retry`/),
    ]);
    expect(found(isolates('run: [forge]\nwithin: 5s\nholds: outputs.text'))).toEqual([
      expect.stringMatching(/^retry-unsafe at `within`/),
    ]);
    expect(found(isolates('http: { method: DELETE }\nretry: { times: 2, every: 1s }'))).toHaveLength(1);
    expect(found(isolates('http: { method: DELETE }\nidempotent: true\nretry: { times: 2, every: 1s }'))).toEqual([]);
    expect(found(isolates('run: [forge]\nread-only: true\nretry: { times: 2, every: 1s }'))).toEqual([]);
  });
});

describe('inputs and subjects', () => {
  it('given a pattern that cannot be compared with, or a default that does not fit all of it, then it is told', () => {
    const input = (keys: string) =>
      found(isolates(`http: { method: POST, path: ["\${{ inputs.a }}"] }\ninputs: { a: { ask: A?, ${keys} } }`));
    expect(input("pattern: '('")).toEqual([expect.stringMatching(/^input-pattern at `'\('`/)]);
    expect(input("pattern: '[a-z]', default: ab")).toEqual([
      'value-pattern at `ab`: `ab` does not fit the pattern of the input',
    ]);
    expect(input("pattern: '[a-z]+', default: ab")).toEqual([]);
    expect(input('pattern: \'[a-z]\', default: "${{ item.name }}"')).toEqual([]);
  });

  it('given what nothing reads, then people would be asked for nothing', () => {
    expect(found(isolates('run: [forge]\ninputs: { a: { ask: A? } }\nsubjects: { b: B? }'))).toEqual([
      'asked-for-nothing at `a`: nothing reads `inputs.a`, and people would be asked for it',
      'asked-for-nothing at `b`: nothing reads `secrets.b`, and people would be asked for it',
    ]);
  });
});

describe('effects', () => {
  it('given an action whose success nobody sees, then it is told, unless it changes nothing or does not finish', () => {
    const warned = [expect.stringMatching(/^success-not-seen at `isolate`/)];
    expect(found(action('run: [forge]'))).toEqual(warned);
    expect(found(action('calls: [{ call: a, run: [forge] }]'))).toEqual(warned);
    expect(found(action('run: [forge]\nfinishes: false'))).toEqual([]);
    expect(found(action('run: [forge]\nholds: outputs.json.stopped'))).toEqual([]);
    expect(found(action('run: [forge]\ncheck: { run: [forge, state] }'))).toEqual([]);
    expect(found(withKeys('verify', 'run: [forge, verify]\nread-only: true'))).toEqual([]);
    expect(found(withKeys('revoke', 'run: [forge, revoke]'))).toEqual([]);
  });

  it('given a survey or a proof of death that may change something, then it is an error', () => {
    expect(found(survey('run: [forge]\nread-only: true'))).toEqual([]);
    expect(found(survey('http: { method: GET }'))).toEqual([]);
    expect(found(survey('run: [forge]'))).toEqual([expect.stringMatching(/^not-read-only at `survey`/)]);
    expect(found(survey('run: [forge]\nread-only: false'))).toEqual([
      expect.stringMatching(/^not-read-only at `false`/),
    ]);
    expect(found(survey('calls: [{ call: a, run: [forge] }, { call: b, run: [forge], read-only: true }]'))).toEqual([
      expect.stringMatching(/^not-read-only at `a`/),
    ]);
    const proof = 'run: [forge]\nproof: { dead: [{ exits: [1], says: [Refused] }] }';
    expect(found(withKeys('prove-dead', proof))).toEqual([expect.stringMatching(/^not-read-only at `prove-dead`/)]);
  });

  it('given `finds` or `proof` without their effect, or the effect without them, then it is an error', () => {
    const look = 'run: [forge]\nread-only: true';
    expect(found(withKeys('survey', look))).toEqual(['keys-incomplete at `survey`: `effect: survey` needs `finds`']);
    expect(found(withKeys('prove-dead', look))).toEqual([
      'keys-incomplete at `prove-dead`: `effect: prove-dead` needs `proof`',
    ]);
    expect(found(isolates('run: [forge]\nproof: { dead: [{ statuses: [401] }] }'))).toEqual([
      'keys-conflict at `proof`: only `effect: prove-dead` has `proof`, and this is `isolate`',
    ]);
    expect(found(isolates('run: [forge]\nfinds: { kind: stage, type: t, each: outputs, name: n }'))).toEqual([
      'keys-conflict at `finds`: only `effect: survey` has `finds`, and this is `isolate`',
    ]);
  });

  it('given a find of a type that the action is not for, then it is an error', () => {
    expect(found(survey('run: [forge]\nread-only: true').replace('type: t, each', 'type: tt, each'))).toEqual([
      'name-unknown at `tt`: there is no type `tt`',
    ]);
  });
});

describe('proofs', () => {
  const http = (dead: string) => found(withKeys('prove-dead', `http: { method: GET }\nproof: { dead: [${dead}] }`));
  const command = (dead: string) =>
    found(withKeys('prove-dead', `run: [forge]\nread-only: true\nproof: { dead: [${dead}] }`));

  it.each(['200', '204', '408', '425', '429', '500', '503'])(
    'given that %s is to prove a death, then it is an error',
    (status) => {
      expect(http(`{ statuses: [401, ${status}] }`)).toEqual([expect.stringMatching(`^proof-vague at \`${status}\``)]);
    },
  );

  it('given an answer that says it, then nothing is said', () => {
    expect(http('{ statuses: [401] }, { statuses: [403], says: [Revoked] }')).toEqual([]);
    expect(command('{ exits: [254], says: [InvalidClientTokenId] }')).toEqual([]);
  });

  it('given an exit code alone, then it is told that it proves little', () => {
    expect(command('{ exits: [1] }')).toEqual([
      'proof-vague at `[1]`: an exit code alone proves nothing where the program ends so for other reasons, too',
    ]);
  });

  it('given a match that every answer fits, or that no answer can, then it is an error', () => {
    expect(http('{}')).toEqual(['proof-vague at `{}`: every answer fits this']);
    expect(http('{ exits: [1], says: [x] }')).toEqual(['keys-conflict at `exits`: a request has no exit code']);
    expect(command('{ statuses: [401] }')).toEqual(['keys-conflict at `statuses`: a command has no status']);
  });
});
