import { describe, expect, it } from 'vitest';
import { toMermaid } from '../../src/playbook/graph.ts';
import { samplePlaybook } from '../helpers/documents.ts';

const playbook = samplePlaybook();
const lines = toMermaid(playbook).trimEnd().split('\n');

describe('given the sample playbook, when it is drawn as a flowchart', () => {
  it('then every phase is a box with its gate, and closed again', () => {
    expect(lines[0]).toBe('flowchart TD');
    expect(lines.filter((line) => line.startsWith('  subgraph'))).toHaveLength(playbook.phases.length);
    expect(lines.filter((line) => line === '  end')).toHaveLength(playbook.phases.length);
    expect(lines).toContain('  subgraph phase_isolate["Stop the bleed<br/>gate: every stage isolated"]');
    expect(lines).toContain(
      '  subgraph phase_restore["Restore from a verified backup<br/>gate: some backup verified and restored"]',
    );
  });

  it('then steps wait where the playbook says so', () => {
    expect(lines).toContain('    step_acknowledge --> step_confirm');
    expect(lines).toContain('    step_survey_stages --> step_preserve_logs');
    expect(lines.some((line) => line.endsWith('--> step_isolate_stages'))).toBe(false);
    expect(lines).toContain('  phase_isolate --> phase_clean');
    expect(lines).toContain('  phase_revoke --> phase_clean');
  });

  it('then a decision is told from an act, and what opens beside a failure from what comes after', () => {
    expect(lines).toContain('    step_confirm{{"confirm<br/>lead"}}');
    expect(lines).toContain('    step_isolate_stages["isolate-stages<br/>operator: isolate each stage"]');
    expect(lines).toContain('    step_survey_stages["survey-stages<br/>operator: survey stage"]');
    expect(lines).toContain('    step_revoke_credentials -. on failure .-> step_escalate_issuer');
  });

  it('then what would end a label is written so that it does not', () => {
    const [first] = playbook.phases;
    if (first === undefined) throw new Error('the sample has phases');
    const odd = { ...playbook, phases: [{ ...first, title: 'A "quoted" [one] <b>\nend; #1 `x`' }] };
    expect(toMermaid(odd).split('\n')[1]).toBe(
      '  subgraph phase_triage["A #34;quoted#34; #91;one#93; #60;b#62; end#59; #35;1 #96;x#96;"]',
    );
  });
});
