import type { Picture } from '../../report/pictures/picture.ts';
import { picturesOf } from '../../report/pictures/pictures.ts';
import { pictureText } from '../../report/pictures/text.ts';
import { reportModel } from '../../report/report.ts';
import type { Stored } from '../../run/session.ts';
import type { Context } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { type Line, line, paragraph } from '../lines.ts';
import { plainLine } from '../plain.ts';

const kept = new WeakMap<readonly Stored[], { readonly length: number; readonly pictures: readonly Picture[] }>();

/** The pictures of the report so far, one below the other; where nobody sees them, what they show in words. */
export function pictureLines(c: Context, { columns, theme }: Canvas): Line[] {
  const pictures = picturesIn(c);
  if (pictures.length === 0) return [line('  There is nothing to draw yet.', 'dim')];
  return pictures.flatMap((picture): Line[] => {
    if (theme.drawings === 'words')
      return [line(` ${plainLine(picture.title)}`, 'strong'), ...paragraph(plainLine(picture.alt), columns - 1, 2), []];
    const [title = '', ...rows] = pictureText(picture, columns - 2, { ascii: theme.drawings === 'ascii' });
    return [line(` ${title}`, 'strong'), ...rows.map((row) => line(` ${row}`)), []];
  });
}

/** Drawn again only when entries have come. */
function picturesIn({ entries, state }: Context): readonly Picture[] {
  const before = kept.get(entries);
  if (before?.length === entries.length) return before.pictures;
  const pictures = picturesOf(reportModel(entries, state.definition));
  kept.set(entries, { length: entries.length, pictures });
  return pictures;
}
