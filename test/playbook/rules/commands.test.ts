import { describe, expect, it } from 'vitest';
import { allSteps } from '../../../src/playbook/model.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { found, hints, steps } from './written.ts';

const command = (run: string) => steps(`- { step: x, for-each: stage, effect: isolate, run: ${run} }`);
const read = (text: string) => {
  const { playbook } = readPlaybook({ file: 'playbook.yaml', text });
  return playbook && allSteps(playbook)[0];
};

describe('given a step that a machine does, when it is read', () => {
  it('then its command is a program and templates, and what is tried again is in milliseconds', () => {
    const step = read(
      steps(
        '- { step: x, for-each: stage, effect: isolate, run: [gh, "", "--repo=${{ item.repository }}"], retry: { times: 2, every: 10s } }',
      ),
    );
    expect(step?.run?.map(({ text }) => text)).toEqual(['gh', '', '--repo=${{ item.repository }}']);
    expect(step?.retry).toEqual({ times: 2, every: 10_000 });
    expect(step).not.toHaveProperty('uses');
  });

  it('then an action is named, and its inputs are templates, whatever they are written as', () => {
    const step = read(
      steps(
        '- { step: x, for-each: stage, effect: isolate, uses: github/disable-workflow, with: { repository: "${{ item.repository }}", wait: 5 } }',
      ),
    );
    expect(step?.uses).toBe('github/disable-workflow');
    expect(step?.with?.repository?.pieces).toMatchObject([{ at: 3 }]);
    expect(step?.with?.wait).toEqual({ text: '5', pieces: ['5'] });
  });

  it('then an approval is a role, or a role with how many and for how long', () => {
    const several = steps(
      '- { step: x, do: X., approval: { role: lead, count: 2, expires: 30m } }\n- { step: y, do: Y., approval: lead }',
    ).replace('lead: { title: Lead }', 'lead: { title: Lead, people: 3 }');
    const { playbook } = readPlaybook({ file: 'playbook.yaml', text: several });
    expect(playbook?.roles.lead).toEqual({ title: 'Lead', people: 3 });
    const [x, y] = playbook ? allSteps(playbook) : [];
    expect(x).toMatchObject({ approval: 'lead', approvals: 2, approvalExpires: 1_800_000 });
    expect(y?.approval).toBe('lead');
    expect(y).not.toHaveProperty('approvals');
    expect(y).not.toHaveProperty('approvalExpires');
  });
});

describe('keys of a step that a machine does', () => {
  it.each([
    ['{ step: x, run: [id] }', undefined],
    ['{ step: x, do: X., run: [id], retry: { times: 3, every: 0s } }', undefined],
    ['{ step: x, run: [id], wait: 5m }', 'keys-conflict at `run`: `run` and `wait` exclude each other'],
    [
      '{ step: x, run: [id], notify: lead, message: M. }',
      'keys-conflict at `run`: `run` and `notify` exclude each other',
    ],
    [
      '{ step: x, run: [id], uses: a/b, effect: isolate, for-each: stage }',
      'keys-conflict at `uses`: `uses` and `run` exclude each other',
    ],
    [
      '{ step: x, run: [id], with: { a: b }, effect: isolate, for-each: stage }',
      'keys-conflict at `with`: `with` and `run` exclude each other',
    ],
    ['{ step: x, do: X., retry: { times: 3, every: 5s } }', 'keys-incomplete at `retry`: `retry` needs `run`'],
    ['{ step: x, uses: a/b }', 'keys-incomplete at `uses`: `uses` needs `effect`'],
    ['{ step: x, do: X., with: { a: b } }', 'keys-incomplete at `with`: `with` needs `effect` or `uses`'],
    ['{ step: x, do: X., with: { a: b }, effect: isolate, for-each: stage }', undefined],
    [
      '{ step: x, uses: disable, effect: isolate, for-each: stage }',
      'shape-format at `disable`: expected an action of a catalogue, such as github/disable-workflow',
    ],
    ['{ step: x, run: id -u }', 'shape-type at `id -u`: expected a list: the program, then each of its arguments'],
    ['{ step: x, run: [] }', 'shape-size at `[]`: expected a list: the program, then each of its arguments'],
    ['{ step: x, run: [kill, 5] }', 'shape-type at `5`: expected a text, not a number'],
    ['{ step: x, run: ["", a] }', 'program-not-plain at `""`: the program of a command is written out'],
    [
      '{ step: x, run: ["gh-${{ inputs.repository }}"] }',
      'program-not-plain at `"gh-${{ inputs.repository }}"`: the program of a command is written out',
    ],
    ['{ step: x, run: [gh, "-n=${{ item.name }}"] }', 'path-unavailable at `item.name`: `item` cannot be read here'],
    [
      '{ step: x, run: [gh, "-t=${{ secrets.TOKEN }}"] }',
      'path-unavailable at `secrets.TOKEN`: `secrets` cannot be read here',
    ],
    ['{ step: x, do: X., approval: { role: boss } }', 'role-unknown at `boss`: there is no role `boss`'],
    [
      '{ step: x, do: X., approval: { role: lead, count: 2 } }',
      'approval-cannot-pass at `2`: 2 people must approve, and `lead` is held by one at most',
    ],
    [
      '{ step: x, do: X., approval: { role: constructor, count: 2 } }',
      'role-unknown at `constructor`: there is no role `constructor`',
    ],
  ])('given %s', (step, expected) => {
    expect(found(steps(`- ${step}`))).toEqual(expected === undefined ? [] : [expected]);
  });
});

const X = '${{ item.name }}';

describe('given a value in what a program reads as a script, when it is checked, then it is refused', () => {
  it.each([
    `[sh, -c, "stop ${X}"]`,
    `[/bin/sh, -c, "stop ${X}"]`,
    `[bash, -lc, "stop ${X}"]`,
    `[bash, -euo, pipefail, -c, "stop ${X}"]`,
    `[bash, -c, -o, pipefail, "stop ${X}"]`,
    `[bash, --rcfile, x, -c, "stop ${X}"]`,
    `[zsh, "-c", "${X}"]`,
    `[fish, "--command=stop ${X}"]`,
    `[python3, -c, "print('${X}')"]`,
    `[python3.11, -W, ignore, -Ic, "print('${X}')"]`,
    `[python3, "-cprint('${X}')"]`,
    `[node, -e, "log('${X}')"]`,
    `[node, --require, x, -pe, "'${X}'"]`,
    `[node, "--eval=${X}"]`,
    `[perl, -ne, "print '${X}'"]`,
    `[ruby, -e, "puts '${X}'"]`,
    `[php, -r, "echo '${X}';"]`,
    `[env, A=1, sh, -c, "stop ${X}"]`,
    `[env, -S, "sh -c ${X}"]`,
    `[sudo, -u, build, bash, -c, "stop ${X}"]`,
    `[xargs, -n1, sh, -c, "stop ${X}"]`,
    `[docker, exec, web, sh, -c, "stop ${X}"]`,
    `[kubectl, exec, web, --, bash, -lc, "stop ${X}"]`,
    `[find, ., -exec, sh, -c, "stop ${X}", ;]`,
    `[timeout, "5", sh, -c, "stop ${X}"]`,
    `[su, build, -c, "stop ${X}"]`,
    `[pwsh, -NoProfile, -Command, Stop-Service, "${X}"]`,
    `[cmd.exe, /c, "stop ${X}"]`,
    `[ssh, host, "systemctl stop ${X}"]`,
    `[ssh, -p, "22", -A, host, systemctl, stop, "${X}"]`,
    `[ssh, -o, "ProxyCommand=nc ${X} 22", host, uptime]`,
    `[psql, -d, db, -c, "drop role ${X}"]`,
    `[mysql, -e, "drop user ${X}"]`,
    `[awk, "/${X}/"]`,
    `[sed, -i, "s/${X}//", file]`,
    `[sed, -e, s/a/b/, -e, "s/${X}//"]`,
    `[watch, "kubectl get ${X}"]`,
  ])('%s', (run) => {
    const [only, ...others] = found(command(run));
    expect(only).toMatch(/^value-in-script at `\$\{\{ item\.name \}\}`/);
    expect(others).toEqual([]);
  });
});

describe('given a value that stays an argument, when it is checked, then nothing is said', () => {
  it.each([
    `[sh, -c, 'stop "$1"', sh, "${X}"]`,
    `[bash, stop.sh, -c, "${X}"]`,
    `[python3, stop.py, -c, "${X}"]`,
    `[python3, -c, "import sys; print(sys.argv[1])", "${X}"]`,
    `[node, stop.js, -e, "${X}"]`,
    `[node, --eval=1, "${X}"]`,
    `[docker, run, -e, "NAME=${X}", node]`,
    `[ssh, "deploy@${X}", uptime]`,
    `[ssh, -l, "${X}", host, uptime]`,
    `[psql, "--set=name=${X}", -f, drop.sql]`,
    `[awk, -v, "name=${X}", '$1 == name', file]`,
    `[gh, workflow, disable, --, "${X}"]`,
    `[gh, workflow, disable, --repo, "${X}"]`,
    `[gh, workflow, disable, "id=${X}"]`,
    `[sh, -c, "echo \${{ '\${{' }}"]`,
  ])('%s', (run) => {
    expect(found(command(run))).toEqual([]);
  });
});

describe('given a value that could be taken for an option, when it is checked, then it is told', () => {
  const told =
    'value-as-option at `${{ item.name }}`: a value that begins with a dash would be taken for an option here';
  it.each([
    `[kill, "${X}"]`,
    `[gh, workflow, disable, "${X}"]`,
    `[gh, workflow, disable, "${X}.yml"]`,
    `[ssh, "${X}", uptime]`,
  ])('%s', (run) => {
    expect(found(command(run))).toEqual([told]);
  });

  it('but for an input that its pattern holds to begin otherwise', () => {
    const run = steps('- { step: x, run: [gh, "${{ inputs.repository }}"] }');
    const held = (pattern: string) =>
      found(run.replace('type: string, ask: Which one?', () => `type: string, ask: Which one?, pattern: '${pattern}'`));
    expect(held('^[a-z][a-z-]*$')).toEqual([]);
    expect(held('[a-z]+')).toHaveLength(1);
    expect(held('^[-a-z]+$')).toHaveLength(1);
    expect(held('^[a-z]*-?$')).toHaveLength(1);
    expect(held('^a?-$')).toHaveLength(1);
    expect(held('^a|-b$')).toHaveLength(1);
    expect(held('^(?:a|b)$')).toHaveLength(1);
    expect(held('^a(?:b|c)$')).toEqual([]);
  });
});

it('given a value in a remote command, then the mend is not another argument, since those are joined there', () => {
  expect(hints(command(`[ssh, host, stop, "${X}"]`))).toEqual([
    expect.stringContaining('ssh hands all that follows the host to a shell there'),
  ]);
});
