import { isZone } from '../../language/zone.ts';
import type { Findings } from '../findings.ts';
import type { Path } from '../model.ts';
import type { RawClock } from '../schema.ts';
import type { PlaybookView } from './rule.ts';

/** What a clock needs, where the library does not say it: a title, how long there is, and the article that says so. */
export function clockKeys({ raw, library, findings }: PlaybookView): void {
  raw.clocks.forEach((clock, index) => {
    const path = ['clocks', index];
    const base = clock.uses === undefined ? undefined : library.read(clock.uses);
    if (clock.uses !== undefined && !base) {
      const hint = `The library has ${library.names.join(', ')}.`;
      findings.unknown({ path: [...path, 'uses'], name: clock.uses, sort: 'clock', among: library.names, hint });
      return;
    }
    for (const key of ['title', 'due', 'source'] as const)
      if ((clock[key] ?? base?.[key]) === undefined) missing(path, key, clock, findings);
    if (base && base.from === undefined && clock.from === undefined) missing(path, 'from', clock, findings);
    const from = clock.from ?? base?.from ?? 'known';
    if (clock.starts === undefined && !from.startsWith('clocks.')) missing(path, 'starts', clock, findings);
    zoneOf(path, clock, findings);
    unusedKeys(path, clock, findings);
  });
}

const hints: Readonly<Record<'title' | 'due' | 'source' | 'from' | 'starts', string>> = {
  title: 'Say what must happen before it runs out.',
  due: 'Say how long there is, such as `due: 72h`, or take a clock of the library with `uses`.',
  source: 'Name the law or the contract, with its article or clause.',
  from: 'Say from which moment it counts, such as `from: steps.materiality`: when that step was finished.',
  starts: "Say what starts it, such as `starts: ${{ steps.personal-data.choice == 'yes' }}`.",
};

function missing(path: Path, key: keyof typeof hints, { clock, uses }: RawClock, findings: Findings): void {
  if (!findings.isWhole(path)) return;
  const of = uses === undefined ? `the clock \`${clock}\`` : `\`${uses}\`, which \`${clock}\` uses,`;
  findings.add('error', 'keys-incomplete', findings.at([...path, 'clock']), {
    message: `${of} needs \`${key}\``,
    hint: hints[key],
  });
}

function zoneOf(path: Path, { timezone }: RawClock, findings: Findings): void {
  if (timezone === undefined || isZone(timezone)) return;
  findings.add('error', 'timezone-unknown', findings.at([...path, 'timezone']), {
    message: `there is no time zone \`${timezone}\``,
    hint: 'Take a name of the IANA database, such as Europe/Berlin or America/New_York.',
  });
}

/** What says something of the last day says nothing of exact hours. */
function unusedKeys(path: Path, { due, until }: RawClock, findings: Findings): void {
  if (until === undefined || due === undefined || (due.period && due.period.unit !== 'time')) return;
  findings.add('error', 'keys-conflict', findings.keyAt([...path, 'until']), {
    message: '`until` says when the last day ends, and this deadline is not counted in days',
    hint: 'Leave it out, or write `due` in days, months or business-days.',
  });
}
