import type { Diagnostic } from './diagnostic.ts';
import type { Source } from './source.ts';
import { LimitCounter, type Limits } from './yaml-limits.ts';
import { yamlTokens } from './yaml-tokens.ts';
import { TrapFinder } from './yaml-traps.ts';

/** What one look at the tokens tells, before anything recursive touches the text. */
export interface Scan {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the text must not go to the parser. */
  readonly fatal: boolean;
  /** From where on the parser's own complaints would only repeat what is said here; null where they stand. */
  readonly spoiltFrom: number | null;
}

/** Holds a text to its limits and finds the traps in it, token by token; stops at the first limit. */
export function scanYaml(source: Source, limits: Limits): Scan {
  const counter = new LimitCounter(limits);
  const traps = new TrapFinder(source);
  for (const token of yamlTokens(source.text)) {
    const refusal = counter.take(token);
    if (refusal) {
      const range = { start: token.start, end: Math.min(token.end, token.start + 100) };
      const diagnostic: Diagnostic = { ...refusal, severity: 'error', source, range };
      return { diagnostics: [...traps.diagnostics, diagnostic], fatal: true, spoiltFrom: null };
    }
    traps.take(token);
  }
  traps.finish();
  return { diagnostics: traps.diagnostics, fatal: false, spoiltFrom: traps.spoiltFrom };
}
