/** Options of the line chart. */
import * as z from 'zod/mini';
import { axisOptions } from '../spec';

export const lineSpec = z.object({
  ...axisOptions,
  /** Rounded between the points; the points stay true. */
  smooth: z._default(z.boolean(), false),
  /** Draw through missing values instead of leaving a gap. */
  connect: z._default(z.boolean(), false),
  /** Start the axis at nought. */
  zero: z._default(z.boolean(), false),
});

export type LineSpec = z.infer<typeof lineSpec>;
