/**
 * What a browser keeps for us: choices and drafts for good, the session of a reader for one tab. The one file that
 * touches its storage (`cargo xtask tidy` looks): people block it, and then every other use of it throws and leaves a
 * white page. Where nothing may be stored, small texts live in this page and its place in the history, which a reload
 * keeps; so a choice of language holds, and no view of a link is used up twice.
 */

/** Texts by name. None of it throws. */
export interface Memory {
  /** What was kept; null for nothing. */
  get(key: string): string | null;
  /** True when it will be there after the page was closed (a tab's memory: after a reload). */
  set(key: string, text: string): boolean;
  drop(key: string): void;
  keys(): string[];
}

/** Characters of a text that may stand in the history; drafts are longer, and whoever keeps one is told `false`. */
const MOST_IN_HISTORY = 4_000;
const STATE = 'vitrine';

type Kept = Record<string, string>;

function keptInHistory(): Map<string, string> {
  const state: unknown = globalThis.history?.state;
  const kept = typeof state === 'object' && state !== null ? (state as Record<string, unknown>)[STATE] : null;
  if (typeof kept !== 'object' || kept === null) return new Map();
  return new Map(Object.entries(kept).filter((one): one is [string, string] => typeof one[1] === 'string'));
}

/** What this page remembers by itself, and where a reload finds it again. */
class PageMemory implements Memory {
  private readonly texts = keptInHistory();

  constructor() {
    // Moving through the app makes new places in the history: the one that is left last is the one that is read again.
    globalThis.addEventListener?.('pagehide', () => this.write());
  }
  get(key: string): string | null {
    return this.texts.get(key) ?? null;
  }
  set(key: string, text: string): boolean {
    this.texts.set(key, text);
    this.write();
    return false;
  }
  drop(key: string): void {
    if (this.texts.delete(key)) this.write();
  }
  keys(): string[] {
    return [...this.texts.keys()];
  }
  private write(): void {
    const kept: Kept = {};
    for (const [key, text] of this.texts) if (text.length <= MOST_IN_HISTORY) kept[key] = text;
    const before: unknown = history.state;
    if (this.texts.size === 0 && !(typeof before === 'object' && before !== null && STATE in before)) return;
    try {
      // The prototype's own: the router listens to the one that it laid over it.
      History.prototype.replaceState.call(history, { ...(before as object | null), [STATE]: kept }, '');
    } catch {
      // A browser that refuses this as well keeps it while the page is open.
    }
  }
}

/** For where the browser keeps nothing. */
export const pageMemory: Memory = new PageMemory();

/** The storage of the browser, asked for anew each time: merely naming it throws where it is blocked. */
export function memoryOf(storage: () => Storage, otherwise: Memory): Memory {
  return {
    get(key) {
      try {
        return storage().getItem(key) ?? otherwise.get(key);
      } catch {
        return otherwise.get(key);
      }
    },
    set(key, text) {
      try {
        storage().setItem(key, text);
        otherwise.drop(key);
        return true;
      } catch {
        return otherwise.set(key, text);
      }
    },
    drop(key) {
      otherwise.drop(key);
      try {
        storage().removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },
    keys() {
      try {
        const all = storage();
        const stored = Array.from({ length: all.length }, (_, at) => all.key(at));
        return [...stored.filter((key) => key !== null), ...otherwise.keys()];
      } catch {
        return otherwise.keys();
      }
    },
  };
}

/** Kept until somebody clears it. */
export const browserMemory = memoryOf(() => localStorage, pageMemory);
/** Kept as long as this tab, also when it is loaded anew. */
export const tabMemory = memoryOf(() => sessionStorage, pageMemory);
