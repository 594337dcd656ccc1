/**
 * The names of classes on the page: the file's and the class's own, so that what the server draws (build.charts.mjs) and
 * what the browser draws are dressed by the same rules. Two sheets must therefore not have the same file name.
 */
/** @type {Map<string, string>} */
const known = new Map();

/**
 * `stat_value` for `.value` of `stat.module.css`.
 * @param {string} name
 * @param {string} path
 * @returns {string}
 */
export function className(name, path) {
  const file = path.replace(/\?.*$/, '');
  const base = /([^/\\]+)\.module\.css$/.exec(file)?.[1] ?? 'sheet';
  const before = known.get(base) ?? file;
  if (before !== file) throw new Error(`two style sheets named ${base}.module.css: ${before}, ${file}`);
  known.set(base, file);
  return `${base}_${name}`;
}
