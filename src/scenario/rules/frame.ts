import { checkPattern, checkValue } from '../../playbook/rules/value-types.ts';
import { listed } from '../../playbook/words.ts';
import type { ScenarioView, StagedView } from './rule.ts';

/** The time zone is one that there is. */
export function timezone({ scenario, findings }: ScenarioView): void {
  if (scenario.timezone === 'UTC') return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: scenario.timezone });
  } catch {
    findings.add('error', 'timezone-unknown', findings.at(['timezone']), {
      message: `there is no time zone \`${scenario.timezone}\``,
      hint: 'Take a name of the IANA database, such as Europe/Berlin or America/New_York.',
    });
  }
}

/** Players learn when the attacker came in only where there is something to learn. */
export function anchorKeys({ findings }: ScenarioView): void {
  const path = ['anchors', 'intruded-known-by'];
  if (!findings.has(path) || findings.has(['anchors', 'intruded'])) return;
  findings.add('error', 'keys-incomplete', findings.keyAt(path), {
    message: '`intruded-known-by` needs `intruded`',
    hint: 'Say when the attacker came in: `intruded: T-5h`.',
  });
}

/** What the frame of a scenario names is in the playbook: the step that tells, inputs. */
export function frameNames({ raw, scenario, outline, findings }: StagedView): void {
  const { intrudedKnownBy: name } = scenario.anchors;
  if (name !== undefined && !outline.steps.has(name)) {
    findings.unknown({ path: ['anchors', 'intruded-known-by'], name, sort: 'step', among: outline.steps.keys() });
  }
  const { inputs } = outline.playbook;
  for (const [input, value] of Object.entries(raw.inputs)) {
    const path = ['inputs', input];
    const declared = Object.hasOwn(inputs, input) ? inputs[input] : undefined;
    if (declared === undefined) {
      const among = Object.keys(inputs);
      const hint = among.length > 0 ? `The playbook asks for ${listed(among)}.` : 'The playbook has no inputs.';
      findings.unknown({ path, name: input, sort: 'input', among, range: findings.keyAt(path), hint });
    } else if (value !== null) {
      checkValue(path, declared.type, value, findings);
      if (declared.pattern !== undefined) checkPattern(path, declared.pattern, value, findings);
    }
  }
}

/** The playbook beside a scenario is the one that it names. */
export function namedPlaybook({ scenario, outline, findings }: StagedView): void {
  const { id } = outline.playbook;
  if (scenario.playbook === id || !findings.isWhole(['playbook'])) return;
  findings.add('error', 'playbook-unknown', findings.at(['playbook']), {
    message: `this is read beside the playbook \`${id}\``,
    hint: `Write \`playbook: ${id}\`, or read it beside \`${scenario.playbook}\`.`,
  });
}
