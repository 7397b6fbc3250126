const STORY_LENGTH = 360;

/** As many whole sentences as there is room for. */
export function shortened(text: string, length = STORY_LENGTH): string {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('? '), cut.lastIndexOf('! '));
  return end > 0 ? `${cut.slice(0, end + 1)} …` : `${cut.trimEnd()}…`;
}
