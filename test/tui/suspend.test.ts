import { afterEach, expect, it } from 'vitest';
import { program, usingProgram } from '../helpers/cli.ts';
import { openShell } from './pty.ts';

const place = usingProgram();
let shell: ReturnType<typeof openShell> | null = null;
afterEach(() => shell?.stop());

it('given a shell with job control, when Ctrl-Z is pressed, then the shell has a clean terminal, and fg brings the screen back', async () => {
  shell = openShell(place);
  await shell.sees('$');
  shell.write(`'${process.execPath}' '${program}' drill --seed pty\r`);
  await shell.sees('ROLES');
  shell.write('\r');
  await shell.sees('acknowledge');
  shell.write('\u001a');
  await shell.sees(/Stopped|suspended/);
  expect(shell.isAlternate()).toBe(false);
  shell.write('fg\r');
  await shell.sees('acknowledge');
  expect(shell.isAlternate()).toBe(true);
  shell.write('\r');
  await shell.sees('it is done');
  shell.write('\u0003');
  await shell.sees('breakglass.js resume');
});
