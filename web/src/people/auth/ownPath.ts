/** Where to go after signing in: a path of this app, never another site, whatever stands in the link. */
export function ownPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/')) return '/';
  try {
    const target = new URL(wanted, location.origin);
    const loops = target.pathname === '/signin' || target.pathname === '/setup';
    if (target.origin !== location.origin || loops) return '/';
    return target.pathname + target.search + target.hash;
  } catch {
    return '/';
  }
}
