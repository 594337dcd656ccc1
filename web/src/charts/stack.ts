/** Where stacked lengths end: values above nought upon one another, those below it under one another. Pure. */
import type { Series } from './series';

/** Both ends of the stack at each place. */
export function stackEnds(series: readonly Series[]): number[] {
  const places = series[0]?.values.length ?? 0;
  return Array.from({ length: places }, (_, place) => {
    let [up, down] = [0, 0];
    for (const one of series) {
      const value = one.values[place] ?? 0;
      if (value > 0) up += value;
      else down += value;
    }
    return [down, up];
  }).flat();
}
