/**
 * Many series in one drawing: the largest keep their names and colours, the others stand together in grey, and how many
 * they are is said. Nothing is left out: where lengths add up, the others are added up; lines are drawn all the same,
 * since the sum of averages would be a number that nobody measured. Pure.
 */
import type { Series, SeriesTable } from './series';
import { wordsOf } from './words';

/** A series whose id begins so has no row in the tooltip: dots of a line that has one, and the many behind the named ones. */
export const UNNAMED = '~';
/** Marks a point of a stack that has no row: nought to the drawing, nothing to the tooltip. */
export const ABSENT = 'absent';

/** More series than these are a crowd: a legend of them is read by nobody. */
export const MOST_SERIES = 12;
/** The largest of a crowd, which keep their names: as many as there are colours. */
const NAMED = 8;

export interface Crowd {
  /** The series that keep their names, in the order of the answer. */
  readonly named: readonly Series[];
  /** The others. Empty where all have a place. */
  readonly others: readonly Series[];
  /** What the others are called together. */
  readonly name: string;
}

/** "Others (139)". */
export function othersName(count: number, locale: string): string {
  return `${wordsOf(locale).others} (${count})`;
}

/** The largest series and the others; all are named where they are few, or where the reader asked for all. */
export function crowdOf(table: SeriesTable, locale: string, all = false): Crowd {
  const { series } = table;
  if (all || series.length <= MOST_SERIES) return { named: series, others: [], name: '' };
  const size = (one: Series) => one.values.reduce<number>((sum, v) => sum + Math.abs(v ?? 0), 0);
  const ranked = series
    .map((one, at) => ({ at, size: size(one) }))
    .sort((a, b) => b.size - a.size || a.at - b.at)
    .slice(0, NAMED);
  const kept = new Set(ranked.map((one) => one.at));
  const others = series.filter((_, at) => !kept.has(at));
  return {
    named: series.filter((_, at) => kept.has(at)),
    others,
    name: othersName(others.length, locale),
  };
}

/** The others as one series: their sum at each place, and none where none of them has a value. */
export function summed(crowd: Crowd): Series[] {
  const [first] = crowd.others;
  if (first === undefined) return [...crowd.named];
  const values = first.values.map((_, place) => {
    const there = crowd.others.map((one) => one.values[place] ?? null).filter((v) => v !== null);
    return there.length === 0 ? null : there.reduce((sum, v) => sum + v, 0);
  });
  const unit = crowd.others.every((one) => one.unit === first.unit) ? first.unit : undefined;
  return [...crowd.named, { label: crowd.name, unit, values, there: values.map((v) => v !== null) }];
}

/** The sentence below a drawing whose series are not all named; none where they are. */
export function crowdNote(crowd: Crowd, added: boolean, locale: string): string | undefined {
  if (crowd.others.length === 0) return undefined;
  const words = wordsOf(locale);
  return (added ? words.crowd_added : words.crowd_apart)
    .replace('{named}', String(crowd.named.length))
    .replace('{all}', String(crowd.named.length + crowd.others.length))
    .replace('{others}', crowd.name);
}
