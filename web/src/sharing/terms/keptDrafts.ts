/**
 * Drafts of the share form that were not finished: a dialog that closes over one, by Escape or a click beside it, opens with
 * it again. In the page's own memory alone, since a draft may hold a password: gone with a reload and with signing out.
 */
import type { ShareDraft } from './draft';

const kept = new Map<string, ShareDraft>();
/** More than anybody has under way; the oldest goes first. */
const MOST = 20;

export const keptDrafts = {
  get: (name: string): ShareDraft | undefined => kept.get(name),
  keep(name: string, draft: ShareDraft): void {
    kept.delete(name);
    kept.set(name, draft);
    const oldest = kept.keys().next();
    if (kept.size > MOST && oldest.done !== true) kept.delete(oldest.value);
  },
  drop: (name: string): void => void kept.delete(name),
  clear: (): void => kept.clear(),
};

/** The name of a new link's draft. */
export function nameOfNew(dashboard: string, workspace: string): string {
  return `new ${dashboard} ${workspace}`;
}

/** The name of a change's draft: terms that somebody else has changed meanwhile are another one. */
export function nameOfChange(share: string, initial: ShareDraft): string {
  return `change ${share} ${JSON.stringify(initial)}`;
}
