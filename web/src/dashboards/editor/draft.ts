/**
 * What was typed and not yet saved, kept in this browser per dashboard, so that a closed window loses nothing.
 * A draft remembers which version it started from: saving it later still notices a conflict.
 */
import type { Memory } from '../../browser/memory';

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

export function readDraft(memory: Memory, key: string): Draft | null {
  try {
    const value: unknown = JSON.parse(memory.get(prefix + key) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { title, text, base, at } = value as Partial<Draft>;
    if (typeof title !== 'string' || typeof text !== 'string' || typeof at !== 'number') return null;
    return { title, text, base: typeof base === 'string' ? base : null, at };
  } catch {
    return null;
  }
}

/** False when the browser has no room or does not keep anything: then leaving the page would lose the text. */
export function keepDraft(memory: Memory, key: string, draft: Draft): boolean {
  return memory.set(prefix + key, JSON.stringify(draft));
}

export function dropDraft(memory: Memory, key: string): void {
  memory.drop(prefix + key);
}

/** Throws away drafts that were forgotten. */
export function sweepDrafts(memory: Memory, now: number): void {
  for (const full of memory.keys()) {
    if (!full.startsWith(prefix)) continue;
    const draft = readDraft(memory, full.slice(prefix.length));
    if (draft === null || now - draft.at > keptFor) memory.drop(full);
  }
}
