/** Options of the time range control: the ranges it offers, such as `24h`, `7d`, `52w`. */
import * as z from 'zod/mini';

export const timeRangeSpec = z.object({
  label: z.optional(z.string()),
  ranges: z.optional(z.array(z.string().check(z.regex(/^\d{1,4}(s|m|h|d|w)$/)))),
});

export type TimeRangeSpec = z.infer<typeof timeRangeSpec>;
