/** Not written yet. */
export function HomePage() {
  return null;
}
