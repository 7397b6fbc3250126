import { understoodCalls } from '../written-calls.ts';
import type { CatalogueView } from './rule.ts';

/** What may do harm twice is not done again by itself: neither after a failure, nor while its answer is not the expected one. */
export function retries({ raw, catalogue, findings }: CatalogueView): void {
  for (const { call, path } of understoodCalls(catalogue, raw)) {
    if (call.idempotent || call.readOnly) continue;
    for (const key of ['retry', 'within']) {
      if (!findings.has([...path, key])) continue;
      findings.add('error', 'retry-unsafe', findings.keyAt([...path, key]), {
        message: 'it would be done again, and nothing says that twice comes to the same as once',
        hint: `If it does, write \`idempotent: true\`. If not, take \`${key}\` out${key === 'within' ? ', and look with a `check`' : ''}.`,
      });
    }
  }
}
