import { describe, expect, it } from 'vitest';
import { LARGEST_ALERT } from '../../src/alert/parse.ts';
import { readAlert } from '../../src/alert/read.ts';

describe('what is no alert', () => {
  it.each([
    ['nothing', '', 'The alert is empty.'],
    ['white space', ' \n\t', 'The alert is empty.'],
    ['a login page', '\n<!DOCTYPE html><html><body>Log in</body></html>', 'This is a web page, not an alert.'],
    ['an error of a proxy', '<html><h1>502 Bad Gateway</h1></html>', 'This is a web page, not an alert.'],
    ['XML', '<?xml version="1.0"?><testsuites/>', 'This is XML, not JSON.'],
    ['UTF-16', '\ufffd\ufffd{\0"\0a\0"\0:\0', 'The alert is not text in UTF-8.'],
    ['prose', 'Somebody has our token!', 'The alert is not JSON.'],
    ['JSON that was cut off', '{"alert": {"secret_type": ', 'The alert is not JSON: it ends in the middle.'],
    ['a form that was cut off', 'payload=%7B%2', 'The form around the alert is broken.'],
    ['a number', '42', 'This is JSON, but no alert.'],
    ['an empty list', '[]', 'The list of alerts is empty.'],
    ['a list of lists', '[[[]]]', 'This is JSON, but no alert.'],
    ['an object without keys', '{}', 'No known alert has these keys: none.'],
    [
      'something else',
      '{"zen":"Keep it logically awesome.","hook_id":1}',
      'No known alert has these keys: zen, hook_id.',
    ],
    [
      'a push',
      '{"ref":"refs/heads/main","repository":{"full_name":"acme/a"},"sender":{"login":"ada"}}',
      'This is a webhook of GitHub for something else.',
    ],
    ['SARIF of before', '{"version":"1.0.0","runs":[{"tool":{"name":"x"}}]}', 'This is SARIF 1.0.0; 2.1.0 is read.'],
    [
      'a notification of nothing',
      '{"receiver":"x","status":"firing","alerts":[],"version":"4","groupKey":"k"}',
      'There is nothing in this alert that is open: Alertmanager (webhook).',
    ],
    ['brackets without end', '['.repeat(100_000), 'The alert has more than 100 lists and objects inside each other.'],
    ['too many values', `[${'1,'.repeat(400_000)}1]`, 'There are too many values in this.'],
    ['too many alerts', `[${'{},'.repeat(5_000)}{}]`, 'There are too many alerts in this.'],
    ['too much', `"${'a'.repeat(LARGEST_ALERT)}"`, 'The alert is larger than 4 MiB.'],
  ])('%s is said to be so, with what to do', (_, text, problem) => {
    expect(readAlert(text)).toEqual({ problem, hint: expect.stringMatching(/\.$/) });
  });

  it('a mistake in JSON is told by its place; what stands there is not repeated', () => {
    const read = readAlert('{\n  "secret": "made-up-secret-0050"\n  "number": 1\n}');
    expect(read).toEqual({ problem: 'The alert is not JSON (line 3, column 3).', hint: expect.any(String) });
  });

  it('keys that are quoted are clean', () => {
    const read = readAlert(
      JSON.stringify({ 'a\u001b[31m\u202eb': 1, [`ghp_${'a'.repeat(36)}`]: 2, ['k'.repeat(999)]: 3 }),
    );
    expect(read).toMatchObject({ problem: `No known alert has these keys: ab, [withheld], ${'k'.repeat(39)}….` });
  });

  it('a byte-order mark is nothing', () => {
    expect(readAlert('\ufeff{"secret_type":"npm_access_token","number":1}')).toHaveProperty('alert');
  });
});
