type Unit = 'month' | 'quarter' | 'year';

const DAY = 86_400_000;
/** As many months as one looks back over, and as many quarters. */
const MOST_IN_MONTHS = 400 * DAY;
const MOST_IN_QUARTERS = 5 * 366 * DAY;
/** More empty periods than these in a row tell nothing. */
const MOST_PERIODS = 60;

/** The period of a time, in UTC: `2026-03`, `2026-Q1` or `2026`. */
export function periodOf(iso: string, unit: Unit): string {
  const [year = '', month = ''] = iso.split('-');
  if (unit === 'year') return year;
  return unit === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** Every period from the first of some times to the last, in the unit that suits their span. */
export function periodsBetween(times: readonly string[]): { readonly unit: Unit; readonly names: readonly string[] } {
  const sorted = [...times].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return { unit: 'month', names: [] };
  const span = Date.parse(last) - Date.parse(first);
  const unit = span <= MOST_IN_MONTHS ? 'month' : span <= MOST_IN_QUARTERS ? 'quarter' : 'year';
  const own = new Set(sorted.map((time) => periodOf(time, unit)));
  const names = new Set<string>();
  for (let at = new Date(`${first.slice(0, 7)}-01T00:00:00Z`); at.toISOString() <= last; ) {
    names.add(periodOf(at.toISOString(), unit));
    if (names.size > MOST_PERIODS) return { unit, names: [...own] };
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return { unit, names: [...names] };
}
