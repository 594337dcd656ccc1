/** The sites of an embed as they are typed, one a line, and what is wrong with them. The server has the last word. */

/** The origin that a line stands for, in the one form that browsers compare; null: it is none. */
export function siteOf(line: string): string | null {
  const text = line.trim();
  if (!URL.canParse(text)) return null;
  const { origin, protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  const here = hostname === 'localhost' || hostname === '127.0.0.1';
  const bare = pathname === '/' && search === '' && hash === '' && username === '' && password === '';
  const named = /^[a-z0-9.-]+$/.test(hostname);
  return bare && named && (protocol === 'https:' || (protocol === 'http:' && here)) ? origin : null;
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** All sites that were typed, each once. */
export function sitesOf(text: string): string[] {
  return [...new Set(linesOf(text).flatMap((line) => siteOf(line) ?? []))].sort();
}

/** The first line that is no site. */
export function badSite(text: string): string | undefined {
  return linesOf(text).find((line) => siteOf(line) === null);
}
