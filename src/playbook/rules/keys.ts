import type { Findings } from '../findings.ts';
import type { Path } from '../model.ts';

/** Says of a key that it does not stand beside another one, which was there first. */
export function conflict(path: Path, key: string, other: string, hint: string, findings: Findings): void {
  findings.add('error', 'keys-conflict', findings.keyAt([...path, key]), {
    message: `\`${key}\` and \`${other}\` exclude each other`,
    hint,
    related: [
      { source: findings.document.source, range: findings.keyAt([...path, other]), message: `\`${other}\` is here` },
    ],
  });
}

/** Says of a key that it means nothing without one of others. */
export function missing(path: Path, key: string, others: readonly string[], hint: string, findings: Findings): void {
  findings.add('error', 'keys-incomplete', findings.keyAt([...path, key]), {
    message: `\`${key}\` needs ${others.map((other) => `\`${other}\``).join(' or ')}`,
    hint,
  });
}
