/**
 * What was typed and not yet saved, kept in this browser per dashboard, so that a closed window loses nothing.
 * A draft remembers which version it started from: saving it later still notices a conflict.
 */

export type Draft = {
  title: string;
  text: string;
  /** ETag the text started from; null for a new dashboard. */
  base: string | null;
  /** When it was kept, milliseconds. */
  at: number;
};

const prefix = 'vitrine.draft.';
/** Drafts nobody came back to go after this long. */
const keptFor = 30 * 86_400_000;

/** The key of an existing dashboard's draft, or of a new one by workspace and dataset. */
export function draftKey(place: { dashboard: string } | { workspace: string; dataset?: string }): string {
  return 'dashboard' in place ? place.dashboard : `new.${place.workspace}.${place.dataset ?? ''}`;
}

export function readDraft(storage: Storage, key: string): Draft | null {
  try {
    const value: unknown = JSON.parse(storage.getItem(prefix + key) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { title, text, base, at } = value as Partial<Draft>;
    if (typeof title !== 'string' || typeof text !== 'string' || typeof at !== 'number') return null;
    return { title, text, base: typeof base === 'string' ? base : null, at };
  } catch {
    return null;
  }
}

/** False when the browser has no room or does not keep anything: then leaving the page would lose the text. */
export function keepDraft(storage: Storage, key: string, draft: Draft): boolean {
  try {
    storage.setItem(prefix + key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(storage: Storage, key: string): void {
  storage.removeItem(prefix + key);
}

/** Throws away drafts that were forgotten. */
export function sweepDrafts(storage: Storage, now: number): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const full of keys) {
    if (full === null || !full.startsWith(prefix)) continue;
    const draft = readDraft(storage, full.slice(prefix.length));
    if (draft === null || now - draft.at > keptFor) storage.removeItem(full);
  }
}
