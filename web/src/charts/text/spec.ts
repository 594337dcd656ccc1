/** Options of the text widget: Markdown. */
import * as z from 'zod/mini';

export const textSpec = z.object({
  markdown: z._default(z.string().check(z.maxLength(20_000)), ''),
  align: z._default(z.enum(['left', 'center']), 'left'),
});

export type TextSpec = z.infer<typeof textSpec>;
