/**
 * Every kind of diagnostic there is, by family, with its title. The union below is closed: a new kind is a new line here,
 * and a new section in docs/checks.md.
 */
export const diagnosticTitles = {
  // file: it is no text that we read
  'file-empty': 'The file is empty',
  'file-hidden-character': 'A character reorders what is shown',
  'file-not-text': 'The file is not text',
  'file-too-large': 'The file is too large',

  // yaml: what YAML refuses, and what we refuse of YAML
  'yaml-alias': 'An alias that cannot be followed',
  'yaml-directive': 'A YAML directive',
  'yaml-duplicate-key': 'A key given twice',
  'yaml-forbidden-key': 'A key that is never allowed',
  'yaml-key': 'A key that is no text',
  'yaml-merge-key': 'A merge key',
  'yaml-several-documents': 'More than one document in a file',
  'yaml-syntax': 'Not valid YAML',
  'yaml-tag': 'A YAML tag',
  'yaml-too-deep': 'Nested too deep',
  'yaml-too-many-aliases': 'Too many aliases',

  // trap: valid YAML that means something else than it seems to say
  'trap-comment-in-text': 'A text ends at a #',
  'trap-expression-in-flow': 'An unquoted expression inside { } or [ ]',
  'trap-half-braces': 'An expression with a brace too few',
  'trap-split-text': 'A comma splits a text',

  // shape: the document's form
  'shape-choice': 'Not one of the allowed values',
  'shape-format': 'A value of the wrong form',
  'shape-missing-key': 'A key is missing',
  'shape-rule': 'A rule of this place is broken',
  'shape-size': 'Too many or too few',
  'shape-type': 'A value of the wrong type',
  'shape-unknown-key': 'A key that is not known here',

  // expression: what stands between ${{ and }}
  'expression-arguments': 'A function called with the wrong arguments',
  'expression-empty': 'An expression without content',
  'expression-extra-text': 'Text around an expression',
  'expression-forbidden-name': 'A name that is never allowed',
  'expression-not-closed': 'An expression that does not end',
  'expression-syntax': 'Not a valid expression',
  'expression-too-deep': 'An expression nested too deep',
  'expression-too-long': 'An expression too long',
  'expression-unknown-function': 'A function that does not exist',
  'expression-unknown-name': 'A name that does not exist',

  // name: what stands for something else
  'name-duplicate': 'A name given twice',
  'name-reserved': 'A name that has a meaning of its own',
  'name-unknown': 'A name that nothing has',
  'name-wrong-kind': 'A name of the wrong kind of thing',

  // role: who does it
  'role-does-not-play': 'A role that does not play',
  'role-unknown': 'A role that nobody has',

  // path: what an expression reads
  'path-unavailable': 'A value that is not there to be read here',
  'path-unknown': 'A path that leads nowhere',
  'option-unknown': 'An option that does not exist',

  // keys: which stand together
  'keys-conflict': 'Keys that exclude each other',
  'keys-incomplete': 'A key that needs another',

  // playbook: the plan
  'after-cycle': 'Parts that wait for each other',
  'after-unreachable': 'A part that never opens',
  'gate-cannot-pass': 'A gate that nobody can pass',
  'approval-cannot-pass': 'An approval that nobody can give',
  'condition-of-itself': 'A condition that reads its own step',
  'input-pattern': 'A pattern that cannot be compared with',
  'value-pattern': 'A value that breaks its pattern',
  'value-type': 'A value of another type than was declared',
  'restored-not-verified': 'Restored, and never verified',
  'revoked-not-proven-dead': 'Revoked, and never proven dead',
  'step-empty': 'A step that says nothing to do',

  // command: what a machine is told to do
  'program-not-plain': 'A program that only a run can tell',
  'value-as-option': 'A value that could be taken for an option',
  'value-in-script': 'A value pasted into a script',

  // action: an automated way to do an effect
  'address-from-value': 'An address that a value decides',
  'asked-for-nothing': 'Asked for, and never used',
  'catalogue-unknown': 'A catalogue that is not there',
  'not-read-only': 'A look that may change something',
  'proof-vague': 'An answer that proves nothing',
  'retry-unsafe': 'Tried again where twice may do harm',
  'secret-not-alone': 'A secret that something is made of',
  'secret-visible': 'A secret where others can see it',
  'slash-in-segment': 'A slash that would be encoded',
  'success-not-seen': 'Success that is believed, not seen',
  'tool-not-listed': 'A program that nobody looks for beforehand',

  // contacts: who is called and told
  'chain-circle': 'People who are called in a circle',
  'contact-unreachable': 'Somebody whom nothing reaches',

  // scenario: the exercise
  'clue-unreadable': 'A clue that cannot be read',
  'field-missing': 'A field that the playbook asks for is missing',
  'find-ambiguous': 'A find that could be two things',
  'inject-expects-nothing': 'An inject that expects nothing',
  'move-never-usable': 'A move that can never happen',
  'objective-not-exercised': 'An objective that nothing exercises',
  'play-cannot-finish': 'A play that cannot finish',
  'playbook-unknown': 'A playbook that is not there',
  'replay-drift': 'A time that is not the published one',
  'replay-not-played': 'Published times that no play replays',
  'session-too-long': 'A session longer than its story',
  'source-incomplete': 'A source that cannot be looked up',
  'source-missing': 'A real case without a source',
  'time-after-the-end': 'A time after the end of play',
  'time-after-start': 'A time that must not be after T',
  'time-without-start': 'An absolute time without `starts`',
  'timezone-unknown': 'A time zone that does not exist',
  'tries-too-many': 'Moves that are tried without end',

  // document: what a file is
  'document-unknown': 'No playbook, no scenario, no catalogue, no contacts',
} as const satisfies Record<string, string>;

export type DiagnosticCode = keyof typeof diagnosticTitles;
