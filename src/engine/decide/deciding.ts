import type { Command, CommandType } from '../commands.ts';
import type { Decision } from '../decision.ts';

/** How commands of each type are decided. */
export type Deciding = { readonly [K in CommandType]?: (decision: Decision, command: Command<K>) => void };
