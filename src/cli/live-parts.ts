import type { LiveParts } from '../run/live.ts';
import type { Settings } from './settings.ts';

/** What a live run acts with, as it is set here. */
export function liveParts({ secrets, ca }: Settings): LiveParts {
  return {
    sources: secrets.value,
    environment: process.env,
    ...(ca.value !== null && { authorities: ca.value }),
  };
}
