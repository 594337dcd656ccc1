/** What the tests of drawings share: a plain place to draw in, and an answer of these columns and rows. */
import type { Answer } from './answer';
import type { DrawContext } from './context';
import { assignColours, themeOf } from './palette';

export const ctx: DrawContext = {
  theme: themeOf('light'),
  size: { width: 640, height: 320 },
  locale: 'en',
  timeZone: 'UTC',
  colours: assignColours([]),
};

export function answer(columns: Answer['columns'], rows: Answer['rows'], more: Partial<Answer> = {}): Answer {
  return {
    columns,
    rows,
    row_count: rows.length,
    truncated: false,
    as_of: '',
    cached: false,
    fingerprint: '',
    ...more,
  };
}
