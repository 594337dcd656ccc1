/** The session of a reader, kept for this tab: a page that is loaded anew is no other reader. */
import { ShareSession } from '../api/client';
import { tabMemory } from '../browser/memory';

const memory = 'vitrine.share';

/** The session of this tab, if it is for this very link. The secret itself is not kept. */
export function remembered(secret: string): ShareSession | null {
  try {
    const kept: unknown = JSON.parse(tabMemory.get(memory) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { path, session, dashboard, expires_at: until } = kept as Record<string, unknown>;
    if (
      path !== secret ||
      typeof session !== 'string' ||
      typeof dashboard !== 'string' ||
      typeof until !== 'string'
    )
      return null;
    return Date.parse(until) > Date.now() ? new ShareSession(session, dashboard, until) : null;
  } catch {
    return null;
  }
}

export function remember(secret: string, session: ShareSession): void {
  const kept = {
    path: secret,
    session: session.session,
    dashboard: session.dashboard,
    expires_at: session.expiresAt,
  };
  tabMemory.set(memory, JSON.stringify(kept));
}

/** It is over, or is another one's. */
export function forget(): void {
  tabMemory.drop(memory);
}
