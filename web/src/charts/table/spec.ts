/** Options of the table: which columns, how written, and which judge or measure their cells. */
import * as z from 'zod/mini';
import { numberOptions, threshold } from '../spec';

export const tableColumnSpec = z.object({
  name: z.string(),
  label: z.optional(z.string()),
  ...numberOptions,
  align: z.optional(z.enum(['left', 'right', 'center'])),
  hidden: z._default(z.boolean(), false),
  /** A bar behind the number, as long as its share of the largest. */
  bar: z._default(z.boolean(), false),
  thresholds: z._default(z.array(threshold), []),
  /** Address to link to; `{value}` is replaced by the cell. Only http, https and mailto. */
  link: z.optional(z.string()),
});

export const tableSpec = z.object({
  unit: numberOptions.unit,
  decimals: numberOptions.decimals,
  columns: z._default(z.array(tableColumnSpec), []),
});

export type TableSpec = z.infer<typeof tableSpec>;
export type TableColumnSpec = z.infer<typeof tableColumnSpec>;
