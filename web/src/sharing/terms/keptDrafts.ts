/**
 * Drafts of the share form that were not finished: a dialog that closes over one, by Escape or a click beside it, opens with
 * it again. In the page's own memory alone, since a draft may hold a password: gone with a reload and with signing out.
 */
import type { ShareDraft } from './draft';

/** More than anybody has under way; the oldest goes first. */
const MOST = 20;

/** A place for drafts of one form. */
export function keptOf<Draft>() {
  const kept = new Map<string, Draft>();
  return {
    get: (name: string): Draft | undefined => kept.get(name),
    keep(name: string, draft: Draft): void {
      kept.delete(name);
      kept.set(name, draft);
      const oldest = kept.keys().next();
      if (kept.size > MOST && oldest.done !== true) kept.delete(oldest.value);
    },
    drop: (name: string): void => void kept.delete(name),
    clear: (): void => kept.clear(),
  };
}

export const keptDrafts = keptOf<ShareDraft>();

/** The name of a new link's draft. */
export function nameOfNew(dashboard: string, workspace: string): string {
  return `new ${dashboard} ${workspace}`;
}

/** The name of a change's draft: terms that somebody else has changed meanwhile are another one. */
export function nameOfChange(share: string, initial: ShareDraft): string {
  return `change ${share} ${JSON.stringify(initial)}`;
}
