import type { Findings } from '../../playbook/findings.ts';
import type { Contacts } from '../model.ts';
import type { RawContacts } from '../schema.ts';

/** Contacts as rules see them: as they were written, and as they were understood. Of broken ones, what could be read. */
export interface ContactsView {
  readonly raw: RawContacts;
  readonly contacts: Contacts;
  readonly findings: Findings;
}

export type ContactsRule = (view: ContactsView) => void;
