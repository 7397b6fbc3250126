import { readRecords } from '../trust/records.ts';
import { fromHere, type TrustDocument, trustFolder, trustHint, trustIn } from '../trust.ts';
import type { Finding } from './finding.ts';

/** Whether what is one's own is trusted. `folder`: of the records. */
export function trustFindings(documents: readonly TrustDocument[], folder = trustFolder()): Finding[] {
  const records = readRecords(folder);
  const own = documents.filter(({ shipped }) => !shipped);
  const damage: Finding[] = records.problem
    ? [
        {
          sort: 'trust',
          state: 'missing',
          what: folder,
          said: records.problem.message,
          mend: 'Trust anew what you need: breakglass trust …',
        },
      ]
    : [];
  return [
    ...damage,
    ...own.map((document): Finding => {
      const about = { sort: 'trust', what: fromHere(document.file) } as const;
      const trust = trustIn(records, document);
      if (trust.trusted) return { ...about, state: 'ok', said: 'is trusted' };
      const said = trust.known ? 'has changed since it was trusted' : 'is not trusted';
      return {
        ...about,
        state: 'missing',
        said: `${said}, so nothing of it was looked at`,
        mend: trustHint([about.what]),
      };
    }),
  ];
}
