import type { ReactElement } from 'react';

export interface TableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of each is its heading. */
  readonly rows: readonly (readonly string[])[];
  /** Which column holds sentences, and which the marks of a chart. */
  readonly long?: number;
  readonly marks?: number;
}

/** A day or a period, which is not broken at its dashes. */
const isDate = /^\d{4}(?:-\w{1,2}){0,2}$/;

/** A table that can be scrolled where it is wider than the page, by keyboard too. */
export function Table({ caption, columns, rows, long, marks }: TableProps): ReactElement {
  const sort = (at: number, cell = '') => {
    if (at === long) return 'long';
    if (at === marks) return 'wide';
    return isDate.test(cell) ? 'date' : undefined;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className="scroll" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column} scope="col" className={sort(at)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: it is written once, and nothing moves in it
            <tr key={number}>
              {row.map((cell, at) =>
                at === 0 ? (
                  <th key={columns[at]} scope="row" className={sort(at, cell)}>
                    {cell}
                  </th>
                ) : (
                  <td key={columns[at]} className={sort(at, cell)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
