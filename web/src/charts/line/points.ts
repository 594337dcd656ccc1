/** Which points a line needs that a line alone does not show, and which holes it goes through. Pure. */
import type { Series, SeriesTable } from '../series';

/** Places whose value has no neighbour on its line: no line reaches them, so they need a dot. */
export function lonePlaces(values: readonly (number | null)[]): number[] {
  const there = (place: number) => (values[place] ?? null) !== null;
  return values.flatMap((_, place) =>
    there(place) && !there(place - 1) && !there(place + 1) ? [place] : [],
  );
}

/** All places that an axis has: on a calendar rows without a date have none. */
export function placesOf(table: SeriesTable, series: Series): number[] {
  const all = series.values.map((_, place) => place);
  return table.temporal ? all.filter((place) => (table.moments[place] ?? null) !== null) : all;
}

/**
 * The places a line is drawn over. On a calendar a day on which only other series have a row is no hole of this one:
 * the line goes on to its own next day. A row without a value is a hole, and stays one.
 */
export function ownPlaces(table: SeriesTable, series: Series): number[] {
  const all = placesOf(table, series);
  return table.temporal ? all.filter((place) => series.there[place] === true) : all;
}

/** On which height a value of a stack lies: on all values of its sign below it. */
export function stackedAt(below: readonly Series[], place: number, value: number): number {
  return below.reduce((sum, one) => {
    const v = one.values[place] ?? 0;
    return v !== 0 && v > 0 === value > 0 ? sum + v : sum;
  }, value);
}
