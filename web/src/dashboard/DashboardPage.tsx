/** Placeholder until the owner of this screen puts it here. */
export function DashboardPage() {
  return null;
}
