import { plainLine } from './plain.ts';

/** What enters the alternate screen, hides the cursor, and asks for pastes as one event; and what undoes it. */
const ENTER = '\u001b[22;0t\u001b[?1049h\u001b[?2004h\u001b[?25l';
export const leaveAlternate = '\u001b[0m\u001b[?2004l\u001b[?25h\u001b[?1049l\u001b[23;0t';

export function enterAlternate(title: string): string {
  return `${ENTER}\u001b]2;${plainLine(title)}\u0007`;
}
