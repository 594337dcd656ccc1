/** Not written yet. */
export function DataPage() {
  return null;
}
