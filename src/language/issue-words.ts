import type { DiagnosticCode } from './codes.ts';
import type { Form, Issue } from './issues.ts';
import { mendOf } from './mends.ts';
import { nearest } from './nearest.ts';

/** What an issue is called and says. */
export interface Words {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

const MOST_LISTED = 15;

const EXPECTED = 'expected ';

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'nothing',
  undefined: 'nothing',
  never: 'nothing',
};

/** An issue in words: what is expected, what is there, what to do. `written` is the value as it stands in the file. */
export function wordsOf(issue: Issue, value: unknown, written: string): Words {
  switch (issue.code) {
    case 'invalid_type':
      return own(issue, 'shape-type') ?? wrongType(issue, value, written);
    case 'invalid_value':
      return own(issue, 'shape-choice') ?? wrongChoice(issue.values.map(String), value);
    case 'invalid_union':
      return own(issue, 'shape-type') ?? noAlternative(issue, value, written);
    case 'too_small':
      return own(issue, 'shape-size') ?? { code: 'shape-size', message: tooSmall(issue) };
    case 'too_big':
      return (
        own(issue, 'shape-size') ?? { code: 'shape-size', message: `${count(issue.maximum, issue.origin)} at most` }
      );
    case 'invalid_format':
      return wrongForm(issue, value);
    default:
      return own(issue, 'shape-rule') ?? { code: 'shape-rule', message: 'this is not allowed here' };
  }
}

/** A key that a mapping does not know, with the nearest of those that it does. */
export function unknownKey(key: string, known: readonly string[], present: readonly string[]): Words {
  const free = known.filter((name) => !present.includes(name));
  const near = nearest(key, free);
  const rest = free.slice(0, MOST_LISTED).join(', ') + (free.length > MOST_LISTED ? ', …' : '');
  const hint = near ? `Did you mean \`${near}\`?` : free.length > 0 ? `Known here: ${rest}.` : 'Take it out.';
  return { code: 'shape-unknown-key', message: `\`${key}\` is not known here`, hint };
}

export function missingKey(key: string, issue: Issue): Words {
  const about = issue.about ? ` ${issue.about}` : '';
  return { code: 'shape-missing-key', message: `\`${key}\` is missing`, hint: `Add \`${key}:\`.${about}` };
}

/** A schema's own words, which know best. */
function own(issue: Issue, code: DiagnosticCode): Words | null {
  return issue.message === '' ? null : { code, message: issue.message };
}

function wrongForm(issue: Extract<Issue, { code: 'invalid_format' }>, value: unknown): Words {
  const { code, message } = own(issue, 'shape-format') ?? {
    code: 'shape-format',
    message: `expected a text of the form ${issue.pattern ?? issue.format}`,
  };
  const mend = typeof value === 'string' && issue.pattern ? mendOf(issue.pattern, value) : null;
  return mend === null ? { code, message } : { code, message, hint: mend };
}

function wrongType(issue: Extract<Issue, { code: 'invalid_type' }>, value: unknown, written: string): Words {
  const wanted = wantedOf(issue);
  const message =
    value === null ? `nothing stands here; expected ${wanted}` : `expected ${wanted}, not ${kindOf(value)}`;
  return { code: 'shape-type', message, hint: typeHint(issue.expected, value, written, issue.form) };
}

function wantedOf({ expected, form }: { readonly expected: string; readonly form?: Form }): string {
  return form?.message.startsWith(EXPECTED) ? form.message.slice(EXPECTED.length) : (types[expected] ?? expected);
}

/** The whole mend at once: quotes alone would only lead to the next complaint where the text has another form. */
function typeHint(expected: string, value: unknown, written: string, form: Form | undefined): string | undefined {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    if (form && !form.pattern.test(written)) return mendOf(String(form.pattern), written) ?? undefined;
    return `Put it in quotes: "${written}".`;
  }
  if (expected === 'array' && typeof value === 'string') return `Write a list: [${written}].`;
  return undefined;
}

function wrongChoice(values: readonly string[], value: unknown): Words {
  const listed = values.slice(0, MOST_LISTED).join(', ') + (values.length > MOST_LISTED ? ', …' : '');
  const expected = values.length === 1 ? `expected \`${listed}\`` : `expected one of ${listed}`;
  const message = value === null ? `nothing stands here; ${expected}` : `${expected}; not ${shown(value)}`;
  const near = typeof value === 'string' ? nearest(value, values) : null;
  return { code: 'shape-choice', message, hint: near ? `Did you mean \`${near}\`?` : undefined };
}

function noAlternative(issue: Extract<Issue, { code: 'invalid_union' }>, value: unknown, written: string): Words {
  if (issue.errors.length === 0) return wrongChoice('options' in issue ? (issue.options ?? []).map(String) : [], value);
  const issues = (issue.errors as readonly (readonly Issue[])[]).flat();
  const values = issues.flatMap((one) => (one.code === 'invalid_value' ? one.values.map(String) : []));
  const kinds = issues.filter((one) => one.code === 'invalid_type');
  if (kinds.length === 0) return wrongChoice(values, value);
  const choices = [...values.map((choice) => `\`${choice}\``), ...kinds.map((kind) => wantedOf(kind).split(': ')[0])];
  const expected = `expected ${[...new Set(choices)].join(' or ')}`;
  if (value === null) return { code: 'shape-type', message: `nothing stands here; ${expected}` };
  if (typeof value === 'string' && values.length > 0) {
    const near = nearest(value, values);
    const hint = near ? `Did you mean \`${near}\`?` : undefined;
    return { code: 'shape-choice', message: `${expected}, not ${shown(value)}`, hint };
  }
  const text = kinds.find((kind) => kind.expected === 'string');
  const hint = text && typeHint('string', value, written, text.form);
  return { code: 'shape-type', message: `${expected}, not ${kindOf(value)}`, hint };
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
  if (issue.origin === 'string' && Number(issue.minimum) === 1) return 'the text is empty';
  return `${count(issue.minimum, issue.origin)} at least`;
}

function count(limit: number | bigint, origin: string): string {
  const noun: Readonly<Record<string, string>> = {
    string: 'character',
    array: 'item',
    set: 'item',
    map: 'key',
    object: 'key',
    record: 'key',
  };
  const unit = noun[origin];
  return unit ? `${limit} ${unit}${Number(limit) === 1 ? '' : 's'}` : String(limit);
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'boolean') return `the value ${value}`;
  return typeof value === 'number' ? 'a number' : 'a text';
}

function shown(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return kindOf(value);
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
