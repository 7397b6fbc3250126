import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleContacts } from '../../src/contacts/example.ts';
import { readContacts } from '../../src/contacts/reader.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { widthOf } from '../../src/report/card/paper.ts';
import { type CardParts, offlineCard } from '../../src/report/card.ts';
import { expectCommitted } from '../helpers/examples.ts';
import { fc } from '../helpers/properties.ts';

const root = new URL('../../', import.meta.url);
const playbookOf = (text: string) => {
  const { playbook } = readPlaybook({ file: 'p.yaml', text });
  if (!playbook) throw new Error('it was not read');
  return playbook;
};
const compromised = playbookOf(readFileSync(new URL('playbooks/compromised-pipeline.yaml', root), 'utf8'));
const contactsOf = (text: string) => readContacts({ file: 'c.yaml', text }).contacts;

const parts: CardParts = {
  playbook: compromised,
  contacts: contactsOf(exampleContacts),
  store: '/home/mara/.local/share/breakglass',
  printed: '2026-03-03',
};

const fits = (card: string) => {
  const lines = card.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
  return lines;
};

describe('the offline card', () => {
  it('is one page that says whom to call, what to do first, where the journal is, and how to go on', () => {
    const card = offlineCard(parts);
    fits(card);
    expectCommitted('test/golden/cards/compromised-pipeline.txt', card, 'test/report/card.test.ts');
  });

  it('without contacts has room to write names and numbers', () => {
    const card = offlineCard({ ...parts, contacts: null });
    fits(card);
    expectCommitted('test/golden/cards/without-contacts.txt', card, 'test/report/card.test.ts');
  });

  it('given more people than a page holds, then it is one page all the same, and says what is left out', () => {
    const people = Array.from(
      { length: 40 },
      (_, at) => `  p${at}: { name: Person ${at}, phone: "+4670174${1000 + at}" }`,
    );
    const deputies = Array.from({ length: 39 }, (_, at) => `p${at + 1}`).join(', ');
    const contacts = contactsOf(
      `format: 1\ncontacts: many\npeople:\n${people.join('\n')}\nroles: { lead: { first: p0, deputies: [${deputies}] } }\n`,
    );
    expect(contacts).not.toBeNull();
    const lines = fits(offlineCard({ ...parts, contacts }));
    expect(lines).toContainEqual(expect.stringMatching(/^ {3}and \d+ more: breakglass contacts$/));
    expect(lines).toContain('WHEN THE TERMINAL IS GONE');
  });

  it('property: whatever people, titles and folders are called, it is one page, numbers are whole, and nothing steers a printer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
        fc.string({ maxLength: 400 }),
        (name, store) => {
          const person = { id: 'mara', name, phone: '+46701740605' };
          const contacts = contactsOf(exampleContacts);
          if (!contacts) throw new Error('the example is wrong');
          const card = offlineCard({
            ...parts,
            playbook: { ...compromised, title: name },
            contacts: { ...contacts, people: { ...contacts.people, mara: person } },
            store,
          });
          fits(card);
          expect(card).toContain('+46701740605');
          // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is asked
          expect(card).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        },
      ),
      { numRuns: 40 },
    );
  });
});
