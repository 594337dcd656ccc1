/** Placeholder until the owner of this screen puts it here. */
export function SharedPage(_: { secret: string }) {
  return null;
}
