/**
 * What a drawing does not show by itself and its reader has to know: that the answer was cut, that values were added
 * together or left out, that some were no numbers. Sentences for below the drawing, on screen and on paper. Pure.
 */
import type { Answer } from './answer';
import { isWidgetKind, type WidgetKind } from './kinds';
import { formatNumber } from './format';
import { type SeriesTable, seriesTable } from './series';
import { readOptions, roles } from './spec';
import { wordsOf } from './words';

/** What is left out by a kind's own way of drawing. */
type Losses = 'none' | 'added' | 'added and undated';

const losses: Readonly<Record<WidgetKind, Losses>> = {
  // A calendar axis has no place for rows without a date; named bars and slices do.
  line: 'added and undated',
  area: 'added and undated',
  bar: 'added',
  pie: 'added',
  stat: 'none',
  table: 'none',
  text: 'none',
  dropdown: 'none',
  'time-range': 'none',
};

/** The server says it in English; the only sentence it has so far. */
const NOT_FINITE = 'some numbers are infinite or undefined and shown as empty';

/** Sentences for below a drawing; none where everything is shown as it was answered. */
export function notesOf(
  kind: string,
  options: unknown,
  answer: Answer,
  zone: string,
  locale: string,
): string[] {
  const words = wordsOf(locale);
  const counted = (one: string, several: string, count: number) =>
    (count === 1 ? one : several).replace('{count}', formatNumber(count, locale, 0));
  const notes: string[] = [];
  if (answer.truncated) {
    // A table says it below its rows.
    const sentence = kind === 'stat' ? words.cut_stat : kind === 'table' ? '' : words.cut;
    if (sentence !== '') notes.push(sentence.replace('{count}', formatNumber(answer.rows.length, locale, 0)));
  }
  const lost = isWidgetKind(kind) ? losses[kind] : 'none';
  if (lost !== 'none') {
    const table: SeriesTable = seriesTable(answer, readOptions(roles, options), zone, locale);
    if (table.added > 0) notes.push(counted(words.added_one, words.added_other, table.added));
    if (table.undated > 0 && lost === 'added and undated')
      notes.push(counted(words.undated_one, words.undated_other, table.undated));
  }
  for (const note of answer.notes ?? []) notes.push(note === NOT_FINITE ? words.not_finite : note);
  return notes;
}
