import * as z from 'zod';

/** An issue of zod's with what we noted on it while its schema was at hand. */
export type Issue = z.core.$ZodIssue & Noted;

interface Noted {
  /** The keys that a mapping may have. */
  readonly known?: readonly string[];
  /** What the schema says it is for. */
  readonly about?: string;
  /** The form that a text must have: its pattern as zod names it, and what is said where it has another. */
  readonly form?: Form;
}

export interface Form {
  readonly pattern: RegExp;
  readonly message: string;
}

/** What a schema may say beside the message of an issue of its own (`params` of a custom issue). */
export interface IssueParams {
  readonly code?: unknown;
  readonly hint?: unknown;
  /** Offsets into the text that the issue is about. */
  readonly start?: unknown;
  readonly end?: unknown;
}

/**
 * Given to zod as its error map: notes on an issue what only its schema knows. The empty message tells a schema's own
 * words, which are kept, from zod's, which are for programmers.
 */
export function note(issue: z.core.$ZodRawIssue): string {
  const schema = issue.inst as z.core.$ZodType | undefined;
  const def = schema?._zod?.def as { shape?: object; keyType?: z.core.$ZodType } | undefined;
  const values = def?.keyType?._zod.values;
  const known = def?.shape ? Object.keys(def.shape) : values ? [...values].map(String) : undefined;
  if (known) Object.assign(issue, { known });
  const about = schema && '_zod' in schema && z.globalRegistry.get(schema)?.description;
  if (about) Object.assign(issue, { about });
  const form = formOf(schema);
  if (form) Object.assign(issue, { form });
  return '';
}

/** The first pattern that a schema holds its texts to, with its own words. */
function formOf(schema: z.core.$ZodType | undefined): Form | undefined {
  for (const check of schema?._zod?.def?.checks ?? []) {
    const { pattern, error }: { pattern?: RegExp; error?: ((issue: never) => unknown) | undefined } = {
      ...check._zod.def,
    };
    const said = pattern && error?.({ code: 'invalid_format' } as never);
    if (pattern && typeof said === 'string') return { pattern, message: said };
  }
  return undefined;
}

/**
 * The issues of the alternative that was probably meant, or one issue that names all alternatives where the value is
 * none of them. Paths are made whole.
 */
function closest(union: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] {
  const branches = union.errors as readonly (readonly Issue[])[];
  const [first] = branches;
  if (!first) return [union];
  const flat = branches.map((branch) => branch.flatMap(unfold));
  if (flat.every((branch) => branch.length === 1 && branch.every(isOfAnotherKind))) {
    const errors = flat.flat().flatMap((issue) => (issue.code === 'invalid_union' ? issue.errors : [[issue]]));
    return [{ ...union, errors } as Issue];
  }
  const best = flat.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  return best.map((issue) => ({ ...issue, path: [...union.path, ...issue.path] }));
}

/** An issue, or those of the closest alternative where it is a union's. */
export function unfold(issue: Issue): readonly Issue[] {
  return issue.code === 'invalid_union' ? closest(issue) : [issue];
}

function isOfAnotherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  return issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union';
}

/** How far a value is from an alternative: another kind of value is further than a text of another form, and so on. */
function cost(branch: readonly Issue[]): number {
  let sum = 0;
  for (const issue of branch) {
    if (issue.path.length > 0) sum += issue.code === 'invalid_value' ? 3 : 1;
    else if (issue.code === 'unrecognized_keys') sum += issue.keys.length;
    else if (issue.code === 'invalid_type' || issue.code === 'invalid_union') sum += 100;
    else sum += issue.code === 'invalid_value' ? 50 : 10;
  }
  return sum;
}
