import type { LiveParts } from '../run/live.ts';
import { secretsOfChannel } from '../run/outbox/told-by.ts';
import type { Settings } from './settings.ts';

/** What a live run acts with, as it is set here. */
export function liveParts({ secrets, tell, ca }: Settings): LiveParts {
  return {
    sources: secrets.value,
    environment: process.env,
    told: Object.values(tell.value).flatMap(secretsOfChannel),
    ...(ca.value !== null && { authorities: ca.value }),
  };
}
