/** Options of the drop-down: which of the dashboard's variables it sets. */
import * as z from 'zod/mini';

export const dropdownSpec = z.object({
  variable: z._default(z.string(), ''),
  label: z.optional(z.string()),
});

export type DropdownSpec = z.infer<typeof dropdownSpec>;
