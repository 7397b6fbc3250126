import type { State } from '../engine/state.ts';
import { forAudience, marked } from '../report/audience.ts';
import { usualPrivilege } from '../report/marking.ts';
import type { Report } from '../report/model.ts';
import { reportModel } from '../report/report.ts';
import { version } from '../run/package.ts';
import { readWhatIsIntact } from '../run/replay-intact.ts';
import type { ReportFlags } from './report-flags.ts';

/**
 * The report of a journal as far as that is intact, for whom it is asked for, and the run as it stands there.
 * @throws StoreError, IntegrityError, Problem
 */
export function readReport(file: string, flags: ReportFlags): { readonly report: Report; readonly state: State } {
  const { entries, definition, state, unread } = readWhatIsIntact(file);
  const model = reportModel(entries, definition, {
    tool: `breakglass ${version}`,
    state,
    ...(unread && { damage: unread }),
  });
  const set = {
    ...(flags.tlp && { tlp: flags.tlp }),
    ...(flags.privileged && { privilege: flags.privileged === true ? usualPrivilege : flags.privileged }),
  };
  return { report: flags.for ? forAudience(model, flags.for, set) : marked(model, set), state };
}
