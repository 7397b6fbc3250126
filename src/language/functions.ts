import type { FunctionName } from './names.ts';

/** How many arguments a function takes, and what they are. */
export interface FunctionForm {
  readonly least: number;
  readonly most: number;
  /** As it is written, for a person. */
  readonly form: string;
}

const fact = (name: string): FunctionForm => ({ least: 1, most: 1, form: `${name}('id')` });

/** Every function there is. `fromJson` and `case` of GitHub's are left out: what they give cannot be checked beforehand. */
export const functions: Readonly<Record<FunctionName, FunctionForm>> = {
  contains: { least: 2, most: 2, form: 'contains(list or text, value)' },
  startsWith: { least: 2, most: 2, form: 'startsWith(text, start)' },
  endsWith: { least: 2, most: 2, form: 'endsWith(text, end)' },
  format: { least: 2, most: 20, form: "format('… {0} …', value, …)" },
  join: { least: 1, most: 2, form: "join(list, ', ')" },
  toJson: { least: 1, most: 1, form: 'toJson(value)' },
  same: { least: 2, most: 2, form: 'same(one, other)' },
  'hours-since': { least: 1, most: 1, form: 'hours-since(time)' },
  happened: fact('happened'),
  prevented: fact('prevented'),
  compromised: fact('compromised'),
  alive: fact('alive'),
  served: fact('served'),
  reinfected: fact('reinfected'),
  lost: fact('lost'),
  missed: fact('missed'),
};

const byLowerCase = new Map(Object.keys(functions).map((name) => [name.toLowerCase(), name as FunctionName]));

/** A function by its name; as in GitHub Actions, its case does not matter. */
export function functionNamed(name: string): FunctionName | null {
  return byLowerCase.get(name.toLowerCase()) ?? null;
}
