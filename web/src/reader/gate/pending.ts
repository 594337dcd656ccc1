/**
 * That a code is on its way: whoever leaves for the mail and comes back finds the field for it, also where the phone loaded the
 * page anew meanwhile. Kept for this tab and as long as a code works.
 */
import { tabMemory } from '../../browser/memory';

const name = 'vitrine.code';
const worksFor = 10 * 60_000;

/** For whom a code was asked: an address that was typed, or the link's own (masked). */
export type Pending = { own: boolean; address: string; at: number };

export function pendingFor(path: string): Pending | null {
  try {
    const kept: unknown = JSON.parse(tabMemory.get(name) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { path: of, own, address, at } = kept as Record<string, unknown>;
    if (of !== path || typeof own !== 'boolean' || typeof address !== 'string' || typeof at !== 'number')
      return null;
    return Date.now() - at < worksFor ? { own, address, at } : null;
  } catch {
    return null;
  }
}

export function keepPending(path: string, pending: Pending): void {
  tabMemory.set(name, JSON.stringify({ path, ...pending }));
}

export function dropPending(): void {
  tabMemory.drop(name);
}
