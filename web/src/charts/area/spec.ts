/** Options of the area chart: those of the line, and whether areas stand on one another. */
import * as z from 'zod/mini';
import { axisOptions } from '../spec';

export const areaSpec = z.object({
  ...axisOptions,
  smooth: z._default(z.boolean(), false),
  connect: z._default(z.boolean(), false),
  zero: z._default(z.boolean(), true),
  /** On top of one another (a whole and its parts) or behind one another. */
  stacked: z._default(z.boolean(), true),
});

export type AreaSpec = z.infer<typeof areaSpec>;
