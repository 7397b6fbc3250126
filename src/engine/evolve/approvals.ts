import { EntryMisfit } from '../draft.ts';
import { askedKey } from '../state.ts';
import type { Applying } from './applying.ts';
import { move, own, retime } from './steps.ts';

/** Approvals, and the lead's word in their place. */
export const applyApprovals = {
  'approval.requested': (draft, entry) => {
    entry.instances.forEach((ref, index) => {
      const instance = move(draft, ref, 'ask');
      if (!instance.owner || instance.takenAt === undefined) own(instance, entry.by, entry.at);
      instance.approval = {
        hash: entry.hashes[index] ?? '',
        state: 'requested',
        at: entry.at,
        self: false,
        ...(entry.by ? { by: entry.by } : {}),
      };
      retime(draft, instance);
      if (draft.state.run?.routes) draft.table('asked')[askedKey(ref)] = `approval/${draft.state.seq + 1}`;
    });
  },
  'approval.given': (draft, entry) => {
    entry.instances.forEach((ref, index) => {
      const instance = draft.instance(ref);
      const { approval } = instance;
      if (!approval) throw new EntryMisfit(`nobody asked for approval of ${ref.step}`);
      const hash = entry.hashes[index] ?? '';
      // Who approved another thing before has not approved this one.
      const before = approval.hash === hash ? approval : null;
      instance.approval = {
        ...approval,
        hash,
        self: entry.self || (before?.self ?? false),
        given: [...(before?.given ?? []), entry.by?.person ?? ''],
        since: before?.since ?? entry.at,
      };
    });
  },
  'approval.granted': (draft, entry) => {
    entry.instances.forEach((ref, index) => {
      const instance = move(draft, ref, 'grant');
      const { given, since, self } = instance.approval ?? {};
      instance.approval = {
        hash: entry.hashes[index] ?? '',
        state: 'granted',
        at: entry.at,
        self: entry.self || (given !== undefined && self === true),
        ...(entry.by ? { by: entry.by } : {}),
        ...(given ? { given: [...given, entry.by?.person ?? ''] } : {}),
        ...(since !== undefined && { since }),
      };
    });
  },
  'approval.refused': (draft, entry) => {
    for (const ref of entry.instances) delete move(draft, ref, 'refuse').approval;
  },
  'glass.broken': (draft, entry) => {
    draft.state.glass += 1;
    if (entry.over.what === 'gate') draft.phase(entry.over.phase).gateOverridden = true;
    else if (entry.over.what !== 'order') {
      const instance = draft.instance(entry.over);
      instance.overridden = [...instance.overridden, entry.over.what];
      if (entry.plan !== undefined) instance.waived = entry.plan;
      // Nobody is asked any more: it is done without them.
      if (entry.over.what === 'approval' && instance.status === 'awaiting-approval') move(draft, entry.over, 'grant');
    }
  },
} satisfies Applying;
