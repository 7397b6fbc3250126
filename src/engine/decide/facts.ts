import { formatInstant, parseInstant } from '../../language/time.ts';
import { fitsPattern } from '../../playbook/patterns.ts';
import { type Decision, refuse } from '../decision.ts';
import { coerce } from '../fields.ts';
import { assertText } from './asserts.ts';
import type { Deciding } from './deciding.ts';

function assertKnownRole(decision: Decision, role: string): void {
  const { playbook, scenario } = decision.state.definition;
  if (Object.hasOwn(playbook.roles, role) || scenario?.cast[role]) return;
  refuse('invalid', `There is no role ${role}.`, {
    hint: `There are: ${[...Object.keys(playbook.roles), ...Object.keys(scenario?.cast ?? {})].join(', ')}.`,
  });
}

/** Facts move: anchors, inputs, roles, notes, corrections. */
export const factCommands = {
  'take-role': (decision, command) => {
    assertKnownRole(decision, command.role);
    assertText(command.person, 'A name');
    const holder = decision.state.roles[command.role];
    if (holder === command.person) refuse('not-now', `${holder} holds ${command.role} already.`);
    if (holder !== undefined)
      refuse('not-allowed', `${holder} holds ${command.role}.`, { hint: `${holder} can hand it over.` });
    decision.say({ type: 'role.taken', role: command.role, person: command.person.trim() });
  },
  'hand-over': (decision, command) => {
    assertKnownRole(decision, command.role);
    assertText(command.to, 'A name');
    const from = decision.state.roles[command.role];
    if (from === undefined) return refuse('not-now', `Nobody holds ${command.role}.`, { hint: 'Take it instead.' });
    if (from === command.to.trim()) refuse('not-now', `${from} holds ${command.role} already.`);
    const { by } = decision.given;
    const lead = decision.state.roles[decision.state.definition.lead];
    if (by && by.person !== from && by.person !== lead)
      refuse('not-allowed', `${command.role} is ${from}'s to hand over, or the lead's.`);
    decision.say({ type: 'role.handed-over', role: command.role, from, to: command.to.trim(), note: command.note });
  },
  'revise-anchor': (decision, command) => {
    assertText(command.reason, 'A reason');
    assertText(command.source, 'A source');
    const at = command.value === null ? null : parseInstant(command.value);
    if (command.value !== null && at === null)
      refuse('invalid', `${command.value} is not a time.`, { hint: 'Write it as 2026-03-02T03:12:00Z.' });
    if (at === decision.state.anchors[command.anchor]) refuse('not-now', `${command.anchor} is that already.`);
    const { anchor, source, reason } = command;
    decision.say({ type: 'anchor.revised', anchor, value: at === null ? null : formatInstant(at), source, reason });
  },
  'revise-input': (decision, command) => {
    assertText(command.reason, 'A reason');
    const input = decision.state.definition.playbook.inputs[command.input];
    if (!input)
      return refuse('invalid', `There is no input ${command.input}.`, {
        hint: `There are: ${Object.keys(decision.state.definition.playbook.inputs).join(', ') || 'none'}.`,
      });
    const coerced = coerce(input, command.value);
    if ('problem' in coerced) return refuse('invalid', `${command.input} ${coerced.problem}.`);
    const { value } = coerced;
    if (input.pattern !== undefined && typeof value === 'string' && fitsPattern(input.pattern, value) === false)
      refuse('invalid', `${value} is not a ${command.input}.`, { hint: `It must match ${input.pattern}.` });
    decision.say({ type: 'input.revised', input: command.input, value, reason: command.reason });
  },
  note: (decision, command) => {
    assertText(command.text, 'A text');
    decision.say({ type: 'note.added', text: command.text, ...(command.ref ? { ref: command.ref } : {}) });
  },
  correct: (decision, command) => {
    assertText(command.text, 'What is right');
    if (!Number.isInteger(command.corrects) || command.corrects < 1 || command.corrects > decision.state.seq)
      refuse('invalid', `There is no entry ${command.corrects}.`, {
        hint: `The journal has entries 1 to ${decision.state.seq}.`,
      });
    decision.say({ type: 'entry.corrected', corrects: command.corrects, text: command.text });
  },
} satisfies Deciding;
