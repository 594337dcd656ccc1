/** Which addresses from documents and answers may become links. */

/** The address if it is one that may be followed (http, https, mailto, this site's own), else undefined. */
export function safeHref(raw: string): string | undefined {
  // Browsers skip control characters and blanks inside a scheme; so does this.
  // oxlint-disable-next-line no-control-regex
  const href = raw.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029]/g, '');
  if (/^(https?:\/\/|mailto:)/i.test(href)) return href;
  if (/^[/#?]/.test(href) && !/^\/[/\\]/.test(href)) return href;
  return undefined;
}
