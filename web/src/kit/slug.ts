/** The readable tail of a dashboard's URL. It says nothing to the server; the id does. */
export function slugOf(title: string): string | undefined {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  // "edit" would be taken for the editor.
  return slug === '' || slug === 'edit' ? undefined : slug;
}
