import { describe, expect, it } from 'vitest';
import { toEcs } from '../../src/report/ecs.ts';
import { playedOut } from './build.ts';
import { badNight } from './live/leaked-token.ts';

/** ECS 8.11's own words for the fields that have a closed list. */
const categories = [
  'api',
  'authentication',
  'configuration',
  'database',
  'driver',
  'email',
  'file',
  'host',
  'iam',
  'intrusion_detection',
  'library',
  'malware',
  'network',
  'package',
  'process',
  'registry',
  'session',
  'threat',
  'vulnerability',
  'web',
];
const types = [
  'access',
  'admin',
  'allowed',
  'change',
  'connection',
  'creation',
  'deletion',
  'denied',
  'end',
  'error',
  'group',
  'indicator',
  'info',
  'installation',
  'protocol',
  'start',
  'user',
];

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the timeline in the Elastic Common Schema', () => {
  it('given a real incident, then each line is one event with the words of the schema', () => {
    const { report } = badNight();
    const events = linesOf(toEcs(report));
    expect(events.length).toBe(report.timeline.length);
    for (const { ecs, event, labels, tags, ...more } of events) {
      expect(ecs.version).toBe('8.11.0');
      expect(event.kind).toBe('event');
      for (const category of event.category ?? []) expect(categories).toContain(category);
      for (const type of event.type) expect(types).toContain(type);
      if (event.outcome !== undefined) expect(['success', 'failure', 'unknown']).toContain(event.outcome);
      expect(new Date(more['@timestamp']).toISOString()).toBe(more['@timestamp']);
      expect([labels.mark, tags]).toEqual(['LIVE', ['LIVE']]);
    }
    const outcomes = new Set(events.map(({ event }) => event.outcome));
    expect(outcomes).toEqual(new Set([undefined, 'success', 'failure', 'unknown']));
    // No line is another's twin.
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
  });

  it('given a drill, then every line says so, and its time is the wall’s', () => {
    const { report } = playedOut();
    for (const event of linesOf(toEcs(report))) {
      expect(event.message).toMatch(/^DRILL: /);
      expect(event.tags).toEqual(['DRILL']);
      expect(event['@timestamp'].slice(0, 10)).toBe('2026-05-10');
    }
  });
});
