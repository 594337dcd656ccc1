/** Not written yet. */
export function SharesPage() {
  return null;
}
