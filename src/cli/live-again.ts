import type { Definition } from '../engine/definition.ts';
import type { Entry } from '../engine/entries.ts';
import { createLive, type Live } from '../run/live.ts';
import { requireTrustedRun } from '../run/trust/runs.ts';
import { requireTrust } from '../run/trust.ts';
import { liveParts } from './live-parts.ts';
import type { Settings } from './settings.ts';

/**
 * What a live run that is gone on with acts with: the catalogues that it was opened with, the secrets as they are now.
 * @throws Problem where what it would run is not trusted here
 */
export function liveAgain({ playbook, actions }: Definition, opened: Entry<'run.opened'>, settings: Settings): Live {
  requireTrustedRun(opened, settings.endpoints.value);
  requireTrust(settings.untrusted);
  const catalogues = [...new Set([...actions.values()].map(({ catalogue }) => catalogue))];
  return createLive(liveParts(settings), playbook, catalogues);
}
