import { createHash } from 'node:crypto';
import type { Delivery } from '../channel.ts';
import { hidesRun } from '../message.ts';

/** What places a mail among others: RFC 5322, 3.6.4. */
export interface Threading {
  readonly messageId: string;
  readonly inReplyTo?: string;
  /** The oldest first. */
  readonly references: readonly string[];
}

/**
 * A mail's own id and those of what it belongs to. All follow from the run and from our names, so that a mail that is sent
 * again has the same id, and one that stands under a slot is threaded even where the head of it was never mailed.
 */
export function threadingOf({ about, messages: [message], parent, earlier }: Delivery, domain: string): Threading {
  const roots = [message.thread, message.slot].filter((slot) => slot !== undefined);
  const isVeiled = about.alias !== undefined;
  // What was mailed under the run's name before it was to be kept has that name in its id.
  const mailed = [parent?.messageId, earlier?.messageId]
    .filter((id) => id !== undefined)
    .filter((id) => !(isVeiled && id.includes(about.run)));
  const references = new Set([...roots.map((slot) => idOf(about.run, `slot/${slot}`, domain, isVeiled)), ...mailed]);
  const inReplyTo = [...references].at(-1);
  return {
    messageId: idOf(about.run, message.id, domain, hidesRun(message)),
    ...(inReplyTo !== undefined && { inReplyTo }),
    references: [...references],
  };
}

/** `<m7.poisoned-release-20260302-7f3a@acme.example>`; what an id cannot hold is hashed, and what it must not tell. */
function idOf(run: string, name: string, domain: string, isVeiled: boolean): string {
  const plain = `${name}.${run}`;
  const left = !isVeiled && /^[\w-]+(\.[\w-]+)*$/.test(plain) && plain.length <= 150 ? plain : hashOf(plain);
  return `<${left}@${domain}>`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
