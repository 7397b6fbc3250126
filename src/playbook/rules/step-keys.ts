import type { Findings } from '../findings.ts';
import type { Path } from '../model.ts';
import type { RawPlainStep } from '../step-schema.ts';
import { conflict, missing } from './keys.ts';
import type { PlaybookView } from './rule.ts';

type Key = keyof RawPlainStep;

/** What a step is beside its instruction: at most one of these. */
const acts = ['decide', 'notify', 'wait', 'run', 'uses'] as const satisfies readonly Key[];
const answers = ['options', 'from', 'answer'] as const satisfies readonly Key[];

/** A key on the left means nothing without one of those on the right. */
const needs: readonly (readonly [Key, readonly Key[], string])[] = [
  ['decide', answers, 'Say how it is answered: `options`, `from: <kind>` or `answer: text`.'],
  ['options', ['decide'], 'Write the question under `decide`.'],
  ['from', ['decide'], 'Write the question under `decide`.'],
  ['answer', ['decide'], 'Write the question under `decide`.'],
  ['notify', ['message'], 'Write what they are told under `message`.'],
  ['message', ['notify'], 'Name an audience or a role under `notify`.'],
  ['retry', ['run'], 'Only a command is tried again: write it under `run`.'],
  ['uses', ['effect'], 'Say what the action does to its items: `effect: isolate`.'],
  [
    'with',
    ['effect', 'uses'],
    '`with` gives values to an action of a catalogue: write `effect`, or name it under `uses`.',
  ],
  ['of', ['effect'], '`of` says what a survey lists: write `effect: survey`.'],
];

/** Which keys of a step stand together, and which exclude each other. */
export function stepKeys({ raw, findings }: PlaybookView): void {
  if (!findings.isWhole()) return;
  raw.phases.forEach((phase, p) => {
    phase.steps.forEach((step, s) => {
      const path = ['phases', p, 'steps', s];
      checkStep(step, path, false, findings);
      step['on-failure']?.forEach((fallback, f) => {
        const beside = [...path, 'on-failure', f];
        const besideItem = step['for-each'] !== undefined || findings.isMisspelt(path, 'for-each');
        checkStep(fallback, beside, besideItem, findings);
        if (findings.has([...beside, 'for-each'])) fannedOutFallback(beside, findings);
      });
    });
  });
}

function checkStep(step: RawPlainStep, path: Path, besideItem: boolean, findings: Findings): void {
  const has = (key: Key) => findings.has([...path, key]);
  // A misspelt key is told by itself; what would follow from it says no more.
  const isThere = (key: Key) => has(key) || findings.isMisspelt(path, key);
  atMostOne(acts, path, findings, 'A step does one thing. Make two steps of it.');
  atMostOne(answers, path, findings, 'A question is answered in one way.');
  for (const [key, others, hint] of needs) {
    if (has(key) && !others.some(isThere)) missing(path, key, others, hint, findings);
  }
  if (has('with') && has('run')) {
    conflict(path, 'with', 'run', 'A command is given its values as arguments of its own.', findings);
  }
  checkEffect(step, path, besideItem, findings);
  if (!(['do', ...acts, 'effect'] as const).some(isThere)) {
    findings.add('error', 'step-empty', findings.at([...path, 'step']), {
      message: `\`${step.step}\` does not say what to do`,
      hint: 'Write the instruction under `do`.',
    });
  }
}

function fannedOutFallback(path: Path, findings: Findings): void {
  findings.add('error', 'keys-conflict', findings.keyAt([...path, 'for-each']), {
    message: '`for-each` and `on-failure` exclude each other: this opens beside one failed instance, and has its item',
    hint: 'Take `for-each` out; `item` is the one that failed.',
  });
}

function checkEffect(step: RawPlainStep, path: Path, besideItem: boolean, findings: Findings): void {
  const has = (key: Key) => findings.has([...path, key]);
  const isThere = (key: Key) => has(key) || findings.isMisspelt(path, key);
  const { effect } = step;
  if (effect === undefined) return;
  if (has('wait')) {
    conflict(path, 'wait', 'effect', 'A step that waits does nothing to an item. Make two steps of it.', findings);
  }
  if (effect === 'survey') {
    if (!isThere('of')) missing(path, 'effect', ['of'], 'Write the kind that it lists: `of: credential`.', findings);
    return;
  }
  if (has('of')) {
    conflict(path, 'of', 'effect', 'Only a survey lists a kind. To run over its items, write `for-each`.', findings);
  }
  if (!isThere('for-each') && !besideItem) {
    missing(path, 'effect', ['for-each'], 'Say what it is done to: `for-each: stage`.', findings);
  }
}

function atMostOne(keys: readonly Key[], path: Path, findings: Findings, hint: string): void {
  const [first, ...rest] = keys.filter((key) => findings.has([...path, key]));
  if (first === undefined) return;
  for (const other of rest) conflict(path, other, first, hint, findings);
}
