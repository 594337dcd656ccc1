/** What a reader page shows, by its address. Pure. */
export type Place =
  /** A share by its link's secret. */
  | { at: 'link'; key: string }
  /** One of those that are shared with the guest of this browser, by its id. */
  | { at: 'own'; key: string }
  /** All of them. */
  | { at: 'list' }
  /** One as its readers will see it, for who may make or change it. */
  | { at: 'preview' }
  /** An embed, inside another site's page. */
  | { at: 'embed' };

/** `path` without the one that the server stands at. */
export function placeOf(path: string): Place {
  if (path === '/preview') return { at: 'preview' };
  const [, folder, key = ''] = /^\/(s|e|shared)(?:\/([^/?#]*))?(?=[/?#]|$)/.exec(path) ?? [];
  if (folder === 'e') return { at: 'embed' };
  if (folder !== 'shared') return { at: 'link', key: decoded(key) };
  return key === '' ? { at: 'list' } : { at: 'own', key: decoded(key) };
}

/** What is no address at all opens nothing, and breaks nothing. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
