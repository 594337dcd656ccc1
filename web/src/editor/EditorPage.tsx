/** Placeholder until the owner of this screen puts it here. */
export function EditorPage() {
  return null;
}
