import { describe, expect, it } from 'vitest';
import { diagnosePlaybook } from '../../helpers/documents.ts';
import { found, hints, playbook, steps } from './written.ts';

describe('names', () => {
  it('given names that two things have, then the second of each is told, with the first', () => {
    const text = playbook(`
      clocks:
        - { clock: law, title: Tell, starts: "\${{ run.known }}", due: 72h, met-by: look, source: A law }
        - { clock: law, title: Tell, starts: "\${{ run.known }}", due: 72h, met-by: look, source: A law }
      phases:
        - phase: one
          title: One
          steps:
            - { step: look, do: Look. }
            - step: revoke
              do: Revoke.
              on-failure: [{ step: look, do: Call. }]
        - { phase: one, title: Again, steps: [{ step: revoke, do: Look. }] }
    `).replace('audiences: [everyone]', 'audiences: [everyone, lead]');
    expect(found(text)).toEqual([
      'name-duplicate at `lead`: a role is already called `lead`',
      'name-duplicate at `law`: another clock is already called `law`',
      'name-duplicate at `look`: another step is already called `look`',
      'name-duplicate at `one`: another phase is already called `one`',
      'name-duplicate at `revoke`: another step is already called `revoke`',
    ]);
    const [first] = diagnosePlaybook(text);
    expect(first?.related?.[0]).toMatchObject({ message: 'the first one is here' });
  });

  it('given names that mean something already, then they are told', () => {
    const text = steps(`
      - { step: look, do: Look., reaches: [known, seen] }
      - { step: listen, do: Listen., reaches: none }
      - { step: confirm, decide: Real?, options: { "yes": { label: "Yes.", ends: closed }, "no": { label: "No.", ends: false-alarm } } }
    `).replace('stage: { repository', 'stage: { name: { type: string }, holds: { type: string }, repository');
    expect(found(text).map((line) => line.split(':')[0])).toEqual([
      'name-reserved at `name`',
      'name-reserved at `holds`',
      'name-reserved at `known`',
      'name-reserved at `none`',
      'name-reserved at `closed`',
    ]);
  });

  it('given references to nothing, then each is told with the nearest right name or what there is', () => {
    const text = playbook(`
      targets: { contaned: { within: 5m }, contained: { within: 5m, from: knwon } }
      clocks:
        - { clock: law, title: Tell, starts: "\${{ run.known }}", from: now, due: 72h, met-by: lok, owner: boss, source: A law }
      phases:
        - phase: one
          title: One
          reaches: contained
          steps:
            - { step: look, role: leed, do: Look., approval: nobody }
            - { step: tell, notify: everybody, message: Hello. }
            - { step: each, for-each: stages, effect: preserve, do: Save., after: [loook] }
        - { phase: two, title: Two, after: [look], steps: [{ step: last, after: [tell], do: Go home. }] }
    `);
    const told = found(text);
    expect(told).toEqual([
      'name-unknown at `contaned`: there is no milestone `contaned`',
      'name-unknown at `knwon`: there is no moment `knwon`',
      'name-unknown at `now`: there is no moment `now`',
      'name-unknown at `lok`: there is no step `lok`',
      'role-unknown at `boss`: there is no role `boss`',
      'role-unknown at `leed`: there is no role `leed`',
      'role-unknown at `nobody`: there is no role `nobody`',
      'name-unknown at `everybody`: there is no audience or role `everybody`',
      'name-unknown at `stages`: there is no kind `stages`',
      'name-unknown at `loook`: there is no step `loook`',
      'name-unknown at `look`: there is no phase `look`',
      'name-unknown at `tell`: there is no step `tell`',
    ]);
    const said = hints(text);
    expect(said[0]).toBe('Did you mean `contained`?');
    expect(said[4]).toBe('The roles are `lead`, `operator`. Add it under `roles`, or name one of them.');
    expect(said[8]).toBe('Did you mean `stage`?');
    expect(said[10]).toBe('It is a step. A phase waits for phases: perhaps for `one`.');
    expect(said[11]).toContain('It is in the phase `one`.');
  });

  it('given a step that waits for one of an `on-failure`, then it is told that this opens only beside a failure', () => {
    const text = steps(`
      - { step: look, do: Look., on-failure: [{ step: call, do: Call. }, { step: write, do: Write. }] }
      - { step: rest, do: Rest., after: [call] }
    `);
    expect(found(text)).toEqual(['name-unknown at `call`: there is no step `call`']);
    expect(hints(text)).toEqual(['It opens only when `look` fails, so nothing else waits for it.']);
  });
});
