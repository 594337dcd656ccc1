/** Options of the bar chart: grouped or stacked, standing or lying. */
import * as z from 'zod/mini';
import { axisOptions } from '../spec';

export const barSpec = z.object({
  ...axisOptions,
  horizontal: z._default(z.boolean(), false),
  stacked: z._default(z.boolean(), false),
  /** Write each value at its bar; by itself only where there is one series and room. */
  labels: z.optional(z.boolean()),
});

export type BarSpec = z.infer<typeof barSpec>;
