import type { Metric, MetricFigure } from '../metrics.ts';
import type { Report } from '../model.ts';
import { countedFrom, offset, sentence, span } from '../words.ts';
import { bullets, led, type Section, table } from './blocks.ts';
import { type Inline, own, rich } from './rich.ts';

/** The four lengths that responses are compared by, each with how it is counted. */
export function metricsSection({ metrics: { time, metrics }, overview }: Report): Section {
  const headers = ['Metric', 'After known', ...(overview.intrusion ? ['After intrusion'] : []), 'Target', 'Against it'];
  return {
    title: 'Metrics',
    blocks: [
      time,
      table(
        headers,
        metrics.map((metric) => [
          rich`**${metric.short}**, ${metric.title.toLowerCase()}`,
          figure(metric.fromKnown),
          ...(overview.intrusion ? [figure(metric.fromIntruded)] : []),
          metric.target === null ? null : within(metric.target),
          metric.target === null ? null : against(metric.target),
        ]),
      ),
      ...led(
        'How each is counted:',
        bullets(metrics.map(({ short, definition }) => rich`**${own(short)}:** ${definition}`)),
      ),
    ],
  };
}

function figure(one: MetricFigure | null): Inline | null {
  if (one === null) return null;
  return one.value === null ? `unknown: ${one.unknown ?? 'nobody knows'}` : offset(one.value);
}

/** Without words it counts from knowing, as the first column does. */
function within({ within, from }: NonNullable<Metric['target']>): string {
  return `within ${span(within)}${from === 'known' ? '' : ` from ${countedFrom(from)}`}`;
}

function against({ verdict, took, over }: NonNullable<Metric['target']>): Inline {
  const words = sentence(verdict.replace('-', ' ')).toLowerCase();
  const taken = took === null ? '' : `, took ${span(took)}`;
  return verdict === 'missed'
    ? rich`**missed**${over === null ? '' : ` by ${span(over)}`}${taken}`
    : `${words}${taken}`;
}
