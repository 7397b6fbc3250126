import type { Severity } from './alert.ts';

/** Words of Alertmanager's users, Datadog, Elastic, GitHub, SARIF, syslog and on-call services. */
const words: Readonly<Record<Severity, readonly string[]>> = {
  critical: ['critical', 'crit', 'fatal', 'emergency', 'emerg', 'disaster', 'blocker', 'page', 'p1', 'sev0', 'sev1'],
  high: ['high', 'error', 'err', 'major', 'severe', 'p2', 'sev2'],
  medium: ['medium', 'moderate', 'average', 'warning', 'warn', 'p3', 'sev3'],
  low: ['low', 'minor', 'info', 'informational', 'information', 'note', 'notice', 'p4', 'p5', 'sev4', 'sev5'],
};

const byWord = new Map(
  Object.entries(words).flatMap(([severity, all]) => all.map((word) => [word, severity] as const)),
);

const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** The severity that a word stands for; undefined for a word that is nobody's. */
export function severityOf(word: string | undefined): Severity | undefined {
  const known = byWord.get((word ?? '').toLowerCase().replace(/[\s_-]/g, ''));
  return severities.find((one) => one === known);
}

/** Of a CVSS score, as GitHub maps SARIF's `security-severity`. */
export function severityOfScore(score: number | undefined): Severity | undefined {
  if (score === undefined || score <= 0) return undefined;
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}

/** The smaller the worse; what says nothing comes last. */
export function rankOf(severity: Severity | undefined): number {
  return severity === undefined ? severities.length : severities.indexOf(severity);
}
