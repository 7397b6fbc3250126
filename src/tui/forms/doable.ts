import type { CommandType } from '../../engine/commands.ts';

/** What a person can ask for. Opening, waking and recovering are the program's own. */
export type Doable = Exclude<CommandType, 'open' | 'wake' | 'leave' | 'recover'>;
