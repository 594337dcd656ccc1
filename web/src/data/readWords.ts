/** What an upload recognised and could not keep, in sentences. Counts and lines come from the server; nothing is worked out here. */
import type {
  CellAt,
  ColumnChange,
  ColumnOffer,
  ColumnRead,
  ColumnType,
  FileRead,
  ReadNote,
} from '../api/types';
import { t, type TextKey } from '../i18n';
import { typeText } from './words';

const separators: Record<string, string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'space',
};

/** "CSV · cells separated by semicolons · names of the columns in line 4 · encoding windows-1252" */
export function readAs(read: FileRead): string {
  const parts: string[] = [];
  if (read.format === 'csv') {
    parts.push(t('data.read.format.csv'));
    if (read.separator !== null)
      parts.push(t('data.read.separatedBy', { what: separatorText(read.separator) }));
    parts.push(
      read.head_line === null ? t('data.read.noHead') : t('data.read.headLine', { line: read.head_line }),
    );
  } else {
    parts.push(t(read.format === 'ndjson' ? 'data.read.format.ndjson' : 'data.read.format.parquet'));
  }
  if (read.encoding !== null) parts.push(t('data.read.encoding', { name: read.encoding }));
  // The mark stays with what stands before it.
  return parts.join('\u00a0· ');
}

function separatorText(separator: string): string {
  switch (separators[separator]) {
    case 'comma':
      return t('data.read.separator.comma');
    case 'semicolon':
      return t('data.read.separator.semicolon');
    case 'tab':
      return t('data.read.separator.tab');
    case 'pipe':
      return t('data.read.separator.pipe');
    case 'space':
      return t('data.read.separator.space');
    default:
      return t('data.read.separator.other', { what: separator });
  }
}

export function noteText(note: ReadNote): string {
  const first = note.line === null ? '' : t('data.read.firstLine', { line: note.line });
  return t(`data.read.note.${note.kind}`, { count: note.count, first });
}

/** Everything that is to know of a column that was read. */
export function columnNotes(column: ColumnRead): string[] {
  const notes: string[] = [];
  const cells = column.cells.map((cell) => cellText(cell)).join(', ');
  const withCells = (text: string) => (cells === '' ? text : `${text} (${cells})`);
  if (column.bad_cells > 0) notes.push(withCells(t('data.read.column.bad', { count: column.bad_cells })));
  if (column.missing_words > 0) {
    const words = t('data.read.column.words', { count: column.missing_words });
    notes.push(column.bad_cells > 0 ? words : withCells(words));
  }
  return [...notes, ...column.notes.map(noteText)];
}

/** Codes of strftime as people write a day's and a clock's parts; a format with any other is said as it is. */
const PARTS = {
  Y: 'data.read.how.year',
  y: 'data.read.how.short_year',
  m: 'data.read.how.month',
  d: 'data.read.how.day',
  H: 'data.read.how.hour',
  M: 'data.read.how.minute',
  S: 'data.read.how.second',
} as const satisfies Record<string, TextKey>;

const isPart = (code: string): code is keyof typeof PARTS => Object.hasOwn(PARTS, code);

/** What stands behind a type: the mark of decimals, or how days are written. */
function howText(type: ColumnType, how: string): string {
  if (how === 'comma') return t(type === 'int' ? 'data.read.how.comma_whole' : 'data.read.how.comma');
  if (how === 'point') return t(type === 'int' ? 'data.read.how.point_whole' : 'data.read.how.point');
  const codes = [...how.matchAll(/%(.)/g)].map(([, code = '']) => code);
  const written = codes.every(isPart)
    ? how.replace(/%(.)/g, (all, code: string) => (isPart(code) ? t(PARTS[code]) : all))
    : how;
  return t('data.read.how.written', { how: written });
}

/** The type, with the format where it is not the usual one. */
export function typeAsRead(column: ColumnRead): string {
  const [word, how] = split(column.read_as);
  const [, zone] = word.split('@');
  const hows = how ? [howText(column.type, how)] : [];
  if (zone !== undefined) hows.push(t('data.read.clock.said', { zone: clockSaid(zone) }));
  const text = hows.length > 0 ? `${typeText(column.type)} (${hows.join(', ')})` : typeText(column.type);
  return column.chosen ? `${text}, ${t('data.read.column.chosen')}` : text;
}

export function cellText(cell: CellAt): string {
  return t('data.read.cell', { line: cell.line, text: cell.text });
}

export function offerTitle(offer: ColumnOffer, column: string): string {
  // Behind the column's name, whose own marks are escaped, stands how it would be read.
  const [, how] = split(offer.types.slice(escaped(column).length + 1));
  const action = t(`data.read.offer.as.${offer.type}`);
  return how ? `${action}, ${howText(offer.type, how)}` : action;
}

/** What an offer costs. */
export function offerPrice(offer: ColumnOffer): string {
  const parts: string[] = [];
  if (offer.empty > 0) parts.push(t('data.read.offer.empty', { count: offer.empty }));
  if (offer.rewritten > 0) parts.push(t('data.read.offer.rewritten', { count: offer.rewritten }));
  return parts.length === 0 ? t('data.read.offer.free') : parts.join(' ');
}

export function offerCell(cell: CellAt): string {
  const { line, text, becomes } = cell;
  return becomes === null
    ? t('data.read.cellEmpty', { line, text })
    : t('data.read.cellBecomes', { line, text, becomes });
}

/** "“plz” was whole number and is text now · row rules read it · read by Parcels" */
export function changeText(change: ColumnChange): string {
  const { name, before, now } = change;
  const parts = [
    now === null
      ? t('data.changes.gone', { name })
      : t('data.changes.retyped', { name, before: typeText(before), now: typeText(now) }),
  ];
  if (change.in_row_rules) parts.push(t('data.changes.rules'));
  if (change.dashboards.length > 0) {
    parts.push(
      t('data.changes.dashboards', {
        titles: change.dashboards.map((title) => t('data.changes.quoted', { title })).join(', '),
      }),
    );
  }
  if (change.more_dashboards) parts.push(t('data.changes.moreDashboards'));
  return parts.join(' · ');
}

/** The name of a zone as people read it. */
export const clockSaid = (zone: string) => zone.replaceAll('_', ' ');

/** What to say as `types` so that a column's times are those that this zone's clock showed. */
export function typesWithClock(column: ColumnRead, zone: string): string {
  const how = column.read_as.replace(/^timestamp(@[^:]*)?/, `timestamp@${zone}`);
  return `${escaped(column.name)}:${how.replace(/[\\,]/g, '\\$&')}`;
}

function split(readAs: string): [string, string | undefined] {
  const at = readAs.indexOf(':');
  return at < 0 ? [readAs, undefined] : [readAs.slice(0, at), readAs.slice(at + 1).replaceAll('\\', '')];
}

const escaped = (name: string) => name.replace(/[\\,:]/g, '\\$&');
