/** Lines instead of screens: for a screen reader, or on a terminal that can do nothing else. */
export function isReadAloud({ screenReader }: { readonly screenReader?: boolean }): boolean {
  return screenReader ?? (process.env.INK_SCREEN_READER === 'true' || process.env.TERM === 'dumb');
}
