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

/** A table that can be scrolled where it is wider than the page, by keyboard too. */
export function Table({ caption, columns, rows, long, marks }: TableProps): ReactElement {
  const sort = (at: number) => (at === long ? 'long' : at === marks ? 'wide' : undefined);
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
                  <th key={columns[at]} scope="row" className={sort(at)}>
                    {cell}
                  </th>
                ) : (
                  <td key={columns[at]} className={sort(at)}>
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
