/** Whether an address is for a wall. Apart from the rest: every reader page asks. */
export function isKiosk(search: string): boolean {
  return new URLSearchParams(search).get('kiosk') === 'true';
}
