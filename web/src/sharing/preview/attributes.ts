/** What the row rules of a share read of its reader. Pure. */

/** Attributes that a predicate reads, anywhere in it. */
function readBy(predicate: unknown): string[] {
  if (Array.isArray(predicate)) return predicate.flatMap(readBy);
  if (typeof predicate !== 'object' || predicate === null) return [];
  return Object.entries(predicate).flatMap(([key, value]) =>
    key === 'viewer' && typeof value === 'string' ? [value] : readBy(value),
  );
}

/** Attributes that row rules read, each once. */
export function attributesRead(rows: readonly { predicate: unknown }[]): string[] {
  return [...new Set(rows.flatMap(({ predicate }) => readBy(predicate)))].sort();
}
