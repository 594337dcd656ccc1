/** Options of the stat: one number, what it is compared with, and how it came about. */
import * as z from 'zod/mini';
import { numberOptions, threshold } from '../spec';

export const statSpec = z.object({
  ...numberOptions,
  /** Column shown; the first number otherwise. */
  value: z.optional(z.string()),
  /** How several rows become one value. */
  reduce: z._default(z.enum(['last', 'first', 'sum', 'avg', 'min', 'max']), 'last'),
  /** Column to compare with; with several rows the row before otherwise. `none` compares with nothing. */
  compare: z.optional(z.string()),
  compare_label: z.optional(z.string().check(z.maxLength(80))),
  /** The change in the value's own unit instead of per cent. */
  difference: z._default(z.boolean(), false),
  /** Is a change good or bad at all? Of a temperature it is neither. */
  judge: z._default(z.boolean(), true),
  /** Less is better: a fall is good. */
  lower_is_better: z._default(z.boolean(), false),
  /** Rising; the last one reached colours the value. */
  thresholds: z._default(z.array(threshold), []),
  sparkline: z._default(z.boolean(), true),
  /** Column the sparkline follows; that of the value otherwise. */
  trend: z.optional(z.string()),
  /** A word under the value. */
  caption: z.optional(z.string().check(z.maxLength(120))),
});

export type StatSpec = z.infer<typeof statSpec>;
