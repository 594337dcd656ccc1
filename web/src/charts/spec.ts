/**
 * Options that several kinds share, as schemas. A kind's own `spec.ts` adds the rest. Reading is forgiving (a viewer
 * gets a drawing, not a lecture); the editor asks `problems()` and shows them beside the field.
 */
import * as z from 'zod/mini';

// No generated code: pages forbid it (content security policy) and the host for paper has no need of it.
z.config({ jitless: true });

/** How numbers are written; `plain` is for names made of figures (a flight, a year): nothing between the thousands. */
export const numberOptions = {
  unit: z.optional(z.string().check(z.maxLength(24))),
  decimals: z.optional(z.int().check(z.minimum(0), z.maximum(10))),
  format: z.optional(z.enum(['number', 'percent', 'compact', 'duration', 'plain'])),
};

/** Which columns mean what. */
export const roleOptions = {
  x: z.optional(z.string()),
  series: z.optional(z.array(z.string())),
  split: z.optional(z.string()),
};

/** The roles alone, for who only asks which labels there are. */
export const roles = z.object(roleOptions);

/** What charts with axes share. */
export const axisOptions = {
  ...numberOptions,
  ...roleOptions,
  legend: z.optional(z.enum(['auto', 'bottom', 'none'])),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
};

/** From this value on, this judgement. */
export const threshold = z.object({ at: z.number(), tone: z.enum(['plain', 'good', 'warn', 'bad']) });

/** One reason why options do not fit, at a JSON pointer inside `options`. */
export interface OptionProblem {
  readonly pointer: string;
  readonly message: string;
}

/** What is wrong with some options; empty when nothing is. */
export function problems(schema: z.ZodMiniType, options: unknown): OptionProblem[] {
  const read = schema.safeParse(options ?? {});
  if (read.success) return [];
  return read.error.issues.map((issue) => ({
    pointer: `/${issue.path.map(String).join('/')}`,
    message: issue.message,
  }));
}

/**
 * Options as a kind understands them. Single options that do not fit are left out and the rest is kept, so that one
 * slip in a document does not take the whole drawing away.
 */
export function readOptions<S extends z.ZodMiniObject>(schema: S, options: unknown): z.output<S> {
  const given: Record<string, unknown> =
    typeof options === 'object' && options !== null && !Array.isArray(options) ? { ...options } : {};
  for (let left = Object.keys(given).length + 1; left > 0; left -= 1) {
    const read = schema.safeParse(given);
    if (read.success) return read.data;
    for (const issue of read.error.issues) {
      const key = issue.path[0];
      if (typeof key === 'string') delete given[key];
    }
  }
  return schema.parse({});
}
