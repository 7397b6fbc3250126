import type { Rating } from '../../engine/entries.ts';
import { ratingDefinitions } from '../hseep.ts';
import type { Report } from '../model.ts';
import { count, inWords } from '../words.ts';
import { label } from './label.ts';
import type { Picture, Tone } from './picture.ts';

const ratings: readonly Rating[] = ['P', 'S', 'M', 'U'];
const tones: Readonly<Record<Rating, Tone>> = { P: 'green', S: 'blue', M: 'purple', U: 'red' };

/** How each objective of a drill was rated. */
export function objectives(report: Pick<Report, 'objectives' | 'overview'>): Picture | null {
  const all = report.objectives ?? [];
  if (all.length === 0) return null;
  const rows = all.map(({ title, rating, final }) => ({
    name: label(title, 48),
    cell: rating === null ? null : ratings.indexOf(rating),
    isFinal: final,
    note: rating === null ? 'not rated' : final ? 'rated' : 'suggested',
  }));
  const number = (rating: Rating | null) => all.filter((one) => one.rating === rating).length;
  const by = (words: string) => rows.filter(({ note }) => note === words).length;
  const given = [...ratings, null].flatMap((rating) =>
    number(rating) > 0 ? [`${number(rating)} ${rating ?? 'without a rating'}`] : [],
  );
  return {
    id: 'objectives',
    mark: report.overview.mark,
    title: 'How the objectives came out',
    alt: `${count(all.length, 'objective')}: ${inWords(given)}. Rated by people: ${by('rated')}; suggested by rule: ${by('suggested')}.`,
    table: {
      headers: ['Objective', 'Rating', 'In words', 'By'],
      rows: all.map(({ title, rating, final }) => [
        label(title, 80),
        rating ?? 'not rated',
        rating === null ? 'unknown' : ratingDefinitions[rating].name,
        rating === null ? 'nobody' : final ? 'people' : 'suggested by rule',
      ]),
    },
    drawing: {
      form: 'grid',
      columns: ratings.map((rating) => ({ name: rating, tone: tones[rating], words: ratingDefinitions[rating].name })),
      rows,
    },
  };
}
