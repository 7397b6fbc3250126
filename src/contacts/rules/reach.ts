import { addressOf, at, ways } from '../model.ts';
import type { ContactsView } from './rule.ts';

/** Whoever is listed can be reached: a person in some way, an audience through somebody or something. */
export function reach({ raw, contacts, findings }: ContactsView): void {
  for (const person of Object.values(contacts.people)) {
    const path = ['people', person.id];
    if (!findings.isWhole(path)) continue;
    const preferred = person.by?.find((way) => addressOf(person, way) === undefined);
    if (!ways.some((way) => addressOf(person, way) !== undefined))
      findings.add('warning', 'contact-unreachable', findings.keyAt(path), {
        message: `nothing says how \`${person.id}\` is reached`,
        hint: 'Give a `phone`: it works when nothing else does.',
      });
    else if (preferred !== undefined)
      findings.add('warning', 'contact-unreachable', findings.at([...path, 'by']), {
        message: `\`${person.id}\` is to be reached by ${preferred}, and has no ${neededFor[preferred]}`,
        hint: `Give \`${neededFor[preferred]}\`, or leave ${preferred} out.`,
      });
  }
  for (const [id, { people, email, via }] of Object.entries(raw.audiences)) {
    if (people.length + email.length + via.length > 0 || !findings.isWhole(['audiences', id])) continue;
    findings.add('error', 'keys-incomplete', findings.keyAt(['audiences', id]), {
      message: `nobody is told as \`${id}\``,
      hint: 'Give `people`, `email` or `via`.',
    });
  }
  for (const [id, steps] of Object.entries(raw.chains)) {
    steps.forEach(({ call, by }, index) => {
      const person = at(contacts.people, call);
      if (!person || by === undefined || addressOf(person, by) !== undefined) return;
      findings.add('warning', 'contact-unreachable', findings.at(['chains', id, index, 'by']), {
        message: `\`${call}\` has no ${neededFor[by]}`,
        hint: `Give \`${neededFor[by]}\` under \`people\`, or another way here.`,
      });
    });
  }
}

const neededFor = { phone: 'phone', sms: 'phone', email: 'email', slack: 'slack' } as const;
