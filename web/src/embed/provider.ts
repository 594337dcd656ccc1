/** Where a site's tokens come from. */

/** Gives a fresh token for a share. */
export type TokenProvider = (share: string) => string | Promise<string>;

/** The provider that an attribute names: an address of the site's own, or one of its functions. */
export function named(name: string): TokenProvider {
  if (!name.startsWith('/')) {
    return (share) => {
      const found = (globalThis as unknown as Record<string, unknown>)[name];
      if (typeof found !== 'function') throw new TypeError(`token-provider: no function ${name}`);
      return (found as TokenProvider)(share);
    };
  }
  return async (share) => {
    const address = new URL(name, location.href);
    // Two slashes lead to another site, which must not get the reader's cookies or be asked who they are.
    if (address.origin !== location.origin) throw new TypeError('token-provider: not on this site');
    address.searchParams.set('share', share);
    const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
    if (!answer.ok) throw new Error(`token-provider: ${answer.status}`);
    return (await answer.text()).trim();
  };
}
