import type { Findings } from '../../playbook/findings.ts';
import type { Expect, Scenario } from '../model.ts';
import { allExpects, type ExpectOwner } from './expects.ts';
import type { ScenarioView } from './rule.ts';

/** What of an expectation stands together, and what has no sense where it stands. */
export function expectKeys({ scenario, findings }: ScenarioView): void {
  for (const { expect, owner } of allExpects(scenario)) {
    checkPairs(expect, findings);
    checkPlace(expect, owner, findings);
  }
  answeredWithoutAsk(scenario, findings);
  answeredWith(scenario, findings);
}

/** An answer that is expected is one of those that can be given. */
function answeredWith({ injects }: Scenario, findings: Findings): void {
  for (const { id, ask, expect } of injects) {
    const wanted = expect?.answered;
    if (!expect || !ask || wanted === undefined || wanted === true) continue;
    const path = [...expect.path, 'answered'];
    if (ask.form === 'text') {
      findings.add('error', 'keys-conflict', findings.at(path), {
        message: `\`${id}\` is answered in free words, so no answer can be expected of it`,
        hint: 'Write `answered: true`, or give the question `options`.',
      });
      continue;
    }
    const among = ask.options.map((option) => option.id);
    wanted.forEach((name, index) => {
      if (!among.includes(name)) findings.unknown({ path: findings.element(path, index), name, sort: 'option', among });
    });
  }
}

function checkPairs({ path }: Expect, findings: Findings): void {
  const has = (key: string) => findings.has([...path, key]);
  const needs = (key: string, others: readonly string[], hint: string) => {
    if (!has(key) || others.some(has)) return;
    findings.add('error', 'keys-incomplete', findings.keyAt([...path, key]), {
      message: `\`${key}\` needs ${others.map((other) => `\`${other}\``).join(' or ')}`,
      hint,
    });
  };
  needs('effect', ['on'], 'Name the thing of the world: `on: npm-token`.');
  needs('on', ['effect'], 'Name the effect: `effect: revoke`.');
  needs('before', ['step'], 'Name the step that must come first under `step`.');
  needs('within', ['step', 'effect', 'answered', 'reached'], 'Say what must be so by then.');
}

function checkPlace({ path, reached, within }: Expect, owner: ExpectOwner, findings: Findings): void {
  const refuse = (key: string, message: string, hint: string) => {
    if (!findings.has([...path, key])) return;
    findings.add('error', 'keys-conflict', findings.keyAt([...path, key]), { message, hint });
  };
  const hint = 'Take it out, or move it.';
  if (owner !== 'inject') refuse('answered', `a ${owner} asks nothing, so nothing is answered`, hint);
  if (owner !== 'play') {
    for (const key of ['outcome', 'ratings']) refuse(key, `only a play can expect \`${key}\``, hint);
  }
  const timed = typeof reached === 'object' && Object.values(reached).some((time) => time !== null && time !== within);
  if (timed && within !== undefined) {
    refuse(
      'within',
      'each of these milestones has its own time',
      'Take `within` out, or write the milestones as a list.',
    );
  }
}

function answeredWithoutAsk({ injects }: Scenario, findings: Findings): void {
  for (const { ask, expect, path } of injects) {
    if (!expect?.answered || ask || findings.has([...path, 'ask'])) continue;
    findings.add('error', 'keys-incomplete', findings.keyAt([...path, 'expect', 'answered']), {
      message: '`answered` needs `ask`',
      hint: 'Write the question: `ask: { question: …, answer: text }`.',
    });
  }
}
