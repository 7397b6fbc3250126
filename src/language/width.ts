import stringWidth from 'string-width';
import { isEven } from './even.ts';

/** Terminal columns that a text takes; what would steer a terminal must be out of it. */
export function widthOf(text: string): number {
  return isEven(text) ? text.length : stringWidth(text);
}
