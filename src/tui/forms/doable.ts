import type { CommandType } from '../../engine/commands.ts';

/** What a person can ask for. Opening, waking, recovering, and what runs tell, are the program's own. */
export type Doable = Exclude<
  CommandType,
  | 'open'
  | 'track-improvement'
  | 'wake'
  | 'leave'
  | 'recover'
  | 'action-said'
  | 'action-ended'
  | 'tell'
  | 'begin-delivery'
  | 'end-delivery'
>;
