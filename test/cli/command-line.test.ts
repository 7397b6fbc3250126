import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine, type Start, startedAs } from '../../src/cli/command-line.ts';

const start = (file: string | undefined, environment: Record<string, string> = {}, folder = '/home/mara'): Start => ({
  file,
  folder,
  environment,
});

describe('the name by which the program is started again', () => {
  it.each<[string, string, Start]>([
    ['on the PATH', 'breakglass', start('/usr/bin/breakglass', { PATH: '/bin:/usr/bin' })],
    ['a link that is not on the PATH', '/opt/breakglass', start('/opt/breakglass', { PATH: '/bin' })],
    [
      'a link in a package',
      'npx breakglass',
      start('/app/node_modules/.bin/breakglass', { PATH: '/app/node_modules/.bin' }),
    ],
    ['node, from the package', 'node dist/breakglass.js', start('/src/dist/breakglass.js', {}, '/src')],
    ['node, from elsewhere', 'node /src/dist/breakglass.js', start('/src/dist/breakglass.js')],
    ['node, in a folder with a blank', "node '/my src/dist/breakglass.js'", start('/my src/dist/breakglass.js')],
    ['something else', 'breakglass', start('/src/node_modules/vitest/worker.js')],
    ['nothing that is known', 'breakglass', start(undefined)],
    [
      'a script of the package',
      'npm run -s breakglass --',
      start('/src/dist/breakglass.js', { npm_package_name: 'breakglass', npm_lifecycle_event: 'drill' }, '/src'),
    ],
    [
      'a script of another package',
      'npx breakglass',
      start('/app/node_modules/.bin/breakglass', { npm_package_name: 'app', npm_lifecycle_event: 'drill' }, '/app'),
    ],
  ])('given %s, is %s', (_, name, given) => {
    expect(startedAs(given)).toBe(name);
  });
});

describe('a command line to paste', () => {
  const here = start('/usr/bin/breakglass', { PATH: '/usr/bin', XDG_CONFIG_HOME: '/config' });
  const line = (value: string, from: string) => commandLine(['resume', 'a-run'], { value, from }, here);

  it.each(['default', 'BREAKGLASS_STORE', join('/config', 'breakglass', 'breakglass.yaml')])(
    'says nothing of a store that is found anyway, by %s',
    (from) => {
      expect(line('/some/where', from)).toBe('breakglass resume a-run');
    },
  );

  it('names a store that a flag or the settings of one folder chose', () => {
    expect(line('/else/where', '--store')).toBe('breakglass resume a-run --store /else/where');
    expect(line('/else/where', '/home/mara/breakglass.yaml')).toBe('breakglass resume a-run --store /else/where');
  });

  it('quotes for a shell what is not one plain word', () => {
    expect(line("/mara's runs", '--store')).toBe(`breakglass resume a-run --store '/mara'\\''s runs'`);
  });
});
