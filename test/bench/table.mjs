// @ts-check

/** @typedef {import('./figure.ts').Figure & { figure: string }} Told */
/** @typedef {{ node: string, cpus: number, cpu: string, bare: { node: number, flush: number } }} Machine */

/**
 * Whether a figure keeps to its target; undefined where it has none.
 * @param {Told} figure
 */
export function holds({ value, target }) {
  if (!target) return undefined;
  return target.at === 'most' ? value <= target.value : value >= target.value;
}

/**
 * @param {number} value
 * @param {string} unit
 */
function shown(value, unit) {
  const digits = Number.isInteger(value) || value >= 1000 ? 0 : value >= 100 ? 1 : 2;
  const number = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`;
}

/** @param {Told} figure */
function lineOf(figure) {
  const verdict = { true: 'holds', false: 'MISSED', undefined: '' }[String(holds(figure))] ?? '';
  const { target, unit } = figure;
  const limit = target ? `${target.at === 'most' ? '<=' : '>='} ${shown(target.value, unit)}` : '';
  return [figure.figure, shown(figure.value, unit), limit, verdict, figure.what];
}

/**
 * The figures for a person: a line each, and below it how it was measured.
 * @param {Machine} machine
 * @param {Told[]} figures
 */
export function table({ node, cpus, cpu, bare }, figures) {
  const rows = [['figure', 'measured', 'target', '', 'of what'], ...figures.map(lineOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const aligned = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 1 || column === 2 ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  const indent = ' '.repeat(widths.reduce((sum, width) => sum + width + 2, 0));
  const beside = `beside bare node ${shown(bare.node, 'ms')}, bare flush ${shown(bare.flush, 'ms')}`;
  const lines = figures.flatMap((figure, index) => [
    aligned[index + 1],
    `${indent}${figure.how}${figure.bare ? `; ${beside}` : ''}`,
  ]);
  const head = `node ${node} on ${cpus} x ${cpu}; bare node ${shown(bare.node, 'ms')}, bare write and flush ${shown(bare.flush, 'ms')}`;
  return [head, '', aligned[0], ...lines].join('\n');
}
