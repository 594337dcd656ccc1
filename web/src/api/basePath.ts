/**
 * The path that the server stands at behind its proxy, such as `/charts`, or nothing: the server writes it into the page.
 * Whatever is built from `location` by hand goes through here; the router knows it by itself.
 */
export const basePath = document.querySelector('meta[name="base-path"]')?.getAttribute('content') ?? '';

/** Scheme, host and path of this app, as links to it begin. */
export const here = location.origin + basePath;

/** A path of the address bar as the app names it, without the path that the server stands at. */
export function pathInside(path: string, base: string = basePath): string {
  if (base === '' || (path !== base && !path.startsWith(`${base}/`))) return path;
  return path.slice(base.length) || '/';
}
