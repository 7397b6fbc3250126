import { circles } from './circles.ts';
import { hours } from './hours.ts';
import { names } from './names.ts';
import { reach } from './reach.ts';
import type { ContactsRule } from './rule.ts';

/** Everything that is asked of contacts beyond their form. */
export const contactsRules: readonly ContactsRule[] = [names, hours, circles, reach];
