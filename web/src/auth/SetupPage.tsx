/** Not written yet. */
export function SetupPage() {
  return null;
}
