import { isZone } from '../../language/zone.ts';
import type { Path } from '../../playbook/model.ts';
import { parseHours } from '../hours.ts';
import type { ContactsView } from './rule.ts';

/** Time zones are some that there are; hours end after they begin, and are somewhere. */
export function hours({ raw, findings }: ContactsView): void {
  const zone = (path: Path, name: string) => {
    if (isZone(name)) return;
    findings.add('error', 'timezone-unknown', findings.at(path), {
      message: `there is no time zone \`${name}\``,
      hint: 'Take a name of the IANA database, such as Europe/Berlin or America/New_York.',
    });
  };
  for (const [id, { timezone, hours: written }] of Object.entries(raw.people)) {
    const path = ['people', id];
    if (timezone !== undefined) zone([...path, 'timezone'], timezone);
    if (written !== undefined && timezone === undefined && !findings.has([...path, 'timezone']))
      findings.add('error', 'keys-incomplete', findings.keyAt([...path, 'hours']), {
        message: '`hours` needs `timezone`',
        hint: 'Say where they are: `timezone: Europe/Stockholm`.',
      });
    written?.forEach((text, index) => {
      if (parseHours(text) === null)
        findings.add('error', 'shape-format', findings.at(findings.element([...path, 'hours'], index)), {
          message: 'these hours end as they begin',
          hint: 'A whole day is 00:00-24:00.',
        });
    });
  }
  raw['out-of-hours'].forEach(({ zones }, index) => {
    zones.forEach((name, at) => {
      zone(findings.element(['out-of-hours', index, 'zones'], at), name);
    });
  });
}
