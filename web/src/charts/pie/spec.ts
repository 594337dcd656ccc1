/** Options of the pie, which is a ring unless told otherwise. */
import * as z from 'zod/mini';
import { numberOptions, roleOptions } from '../spec';

export const pieSpec = z.object({
  ...numberOptions,
  ...roleOptions,
  donut: z._default(z.boolean(), true),
  /** Largest slices kept; the rest becomes one grey slice. */
  slices: z._default(z.int().check(z.minimum(2), z.maximum(24)), 8),
  legend: z.optional(z.enum(['auto', 'bottom', 'none'])),
});

export type PieSpec = z.infer<typeof pieSpec>;
