import { formatInstant, parseInstant } from '../../language/time.ts';
import { type Decision, refuse } from '../decision.ts';
import { noteSorts } from '../entries.ts';
import { inputValue } from '../inputs.ts';
import { holdersOf, holds } from '../state.ts';
import { assertText, needObjective } from './asserts.ts';
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
    const person = command.person.trim();
    if (holds(decision.state, command.role, person)) refuse('not-now', `${person} holds ${command.role} already.`);
    const most = decision.state.definition.playbook.roles[command.role]?.people ?? 1;
    if (holdersOf(decision.state, command.role).length >= most && holder !== undefined)
      refuse('not-allowed', `${holder} holds ${command.role}.`, { hint: `${holder} can hand it over.` });
    const beside = holder === undefined ? {} : { beside: true as const };
    decision.say({ type: 'role.taken', role: command.role, person, ...beside });
  },
  'hand-over': (decision, command) => {
    assertKnownRole(decision, command.role);
    assertText(command.to, 'A name');
    const { person: who = '' } = decision.given.by ?? {};
    const from = holds(decision.state, command.role, who) ? who : decision.state.roles[command.role];
    if (from === undefined) return refuse('not-now', `Nobody holds ${command.role}.`, { hint: 'Take it instead.' });
    if (holds(decision.state, command.role, command.to.trim()))
      refuse('not-now', `${command.to.trim()} holds ${command.role} already.`);
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
    const kept = inputValue(decision.state.definition.playbook, command.input, command.value);
    if ('message' in kept) return refuse('invalid', kept.message, { hint: kept.hint });
    decision.say({ type: 'input.revised', input: command.input, value: kept.value, reason: command.reason });
  },
  note: (decision, command) => {
    assertText(command.text, 'A text');
    const { text, ref, sort, objective } = command;
    if (sort !== undefined && !noteSorts.includes(sort))
      refuse('invalid', `A note is no ${String(sort)}.`, { hint: `It is one of ${noteSorts.join(', ')}, or none.` });
    if (objective !== undefined) needObjective(decision, objective);
    decision.say({
      type: 'note.added',
      text,
      ...(ref && { ref }),
      ...(sort !== undefined && { sort }),
      ...(objective !== undefined && { objective }),
    });
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
