import type { Metric, MetricFigure } from '../metrics.ts';
import type { Report } from '../model.ts';
import { countedFrom, offset, span } from '../words.ts';
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
          metric.target === null ? null : against(metric.target, metric.fromKnown?.value),
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

/** In the unit of the first column, as the table of milestones has it. */
function against({ verdict, took, over }: NonNullable<Metric['target']>, known: number | null | undefined): Inline {
  const length = (ms: number) => span(ms, known ?? ms);
  const taken = took === null ? '' : `, took ${length(took)}`;
  if (verdict === 'missed')
    return over === null ? rich`**missed**${taken}` : rich`**missed** by ${length(over)}${taken}`;
  return `${verdict.replace('-', ' ')}${taken}`;
}
