/**
 * The stat as a model of words and numbers: React draws it on screen, Typst on paper. Pure; decides nothing about
 * fonts or places.
 */
import { type Answer, type AnswerColumn, columnLabel, isNumeric, isTemporal, toNumber } from '../answer';
import { type DrawContext, unitOf } from '../context';
import { seenDecimals } from '../decimals';
import { isExactText, roundText, sumExact } from '../exact';
import {
  columnFormat,
  durationSeconds,
  formatCell,
  formatNumber,
  formatValue,
  foundDecimals,
  localDigits,
  withUnit,
} from '../format';
import { type Theme, type Tone, toneColour } from '../palette';
import { bucketEnd, grainOf, momentOf, zoneOf } from '../time';
import { wordsOf } from '../words';
import type { StatSpec } from './spec';

export interface StatComparison {
  /** Signed change in words: "▼ 3 %". */
  readonly text: string;
  readonly direction: 'up' | 'down' | 'flat';
  readonly tone: Tone;
  /** With what it is compared. */
  readonly caption: string;
}

export interface StatLayout {
  readonly kind: 'stat';
  /** The number without its unit, ready to print; a sentence when `empty`. */
  readonly text: string;
  /** Unit to print smaller beside it, possibly before it. */
  readonly unit: string;
  readonly unit_before: boolean;
  readonly value: number | null;
  readonly tone: Tone;
  /** `#rrggbb` of the tone in the theme. */
  readonly colour: string;
  /** The measure's name; the options' caption when there is one. */
  readonly caption: string;
  readonly comparison: StatComparison | null;
  readonly sparkline: Sparkline | null;
  readonly empty: boolean;
}

/** A line of the last values in a box from 0,0 (top left) to 1,1; `svg` is the same, drawn 240×48. */
export interface Sparkline {
  readonly points: readonly (readonly [number, number])[];
  readonly svg: string;
}

function reduceValues(values: readonly number[], how: StatSpec['reduce']): number | null {
  if (values.length === 0) return null;
  const sum = values.reduce((a, b) => a + b, 0);
  switch (how) {
    case 'first':
      return values[0] ?? null;
    case 'sum':
      return sum;
    case 'avg':
      return sum / values.length;
    case 'min':
      return values.reduce((a, b) => Math.min(a, b));
    case 'max':
      return values.reduce((a, b) => Math.max(a, b));
    case 'last':
      return values[values.length - 1] ?? null;
  }
}

/** The judgement of a value: the highest threshold it reaches. */
export function toneOf(value: number, thresholds: StatSpec['thresholds']): Tone {
  let tone: Tone = 'plain';
  for (const t of [...thresholds].sort((a, b) => a.at - b.at)) if (value >= t.at) tone = t.tone;
  return tone;
}

function sparkline(values: readonly number[], theme: Theme): Sparkline | null {
  if (values.length < 3) return null;
  const most = 60; // More points than that are not seen at this size.
  const step = Math.max(1, values.length / most);
  const kept: number[] = [];
  for (let i = 0; i < values.length; i += step) kept.push(values[Math.floor(i)] ?? 0);
  const last = values[values.length - 1] ?? 0;
  if (values.length > most) kept[kept.length - 1] = last;
  const low = Math.min(...kept);
  const high = Math.max(...kept);
  const flat = high === low;
  const points = kept.map(
    (v, i) => [round(i / (kept.length - 1)), flat ? 0.5 : round(1 - (v - low) / (high - low))] as const,
  );
  const at = points.map(([x, y]) => `${round(2 + x * 236)} ${round(4 + y * 40)}`);
  const [lx = '238', ly = '24'] = (at[at.length - 1] ?? '').split(' ');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="48" viewBox="0 0 240 48">` +
    `<path d="M${at.join('L')}L238 48L2 48Z" fill="${theme.accent}" fill-opacity="0.1"/>` +
    `<path d="M${at.join('L')}" fill="none" stroke="${theme.accent}" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"/>` +
    `<circle cx="${lx}" cy="${ly}" r="2" fill="${theme.accent}"/></svg>`;
  return { points, svg };
}

/**
 * Without the buckets at both ends that the chosen time cuts through: what half a week adds up to is no fall. Only sums
 * are cut: a reading is whole whenever it was taken.
 */
function whole(
  values: readonly number[],
  cells: readonly unknown[],
  day: AnswerColumn,
  ctx: DrawContext,
): readonly number[] {
  const grain = grainOf(day);
  if (ctx.period === undefined || grain === undefined) return values;
  const zone = zoneOf(day, ctx.timeZone);
  const cut = (cell: unknown, at: number) => {
    const begins = momentOf(cell);
    return begins !== null && begins < at && at < bucketEnd(begins, grain, zone);
  };
  const early = cut(cells[0], ctx.period.from);
  const late = cut(cells[cells.length - 1], ctx.period.to);
  return values.slice(early ? 1 : 0, late ? -1 : undefined);
}

function round(n: number): number {
  return Math.round(n * 1000) / 1000;
}

function comparison(
  spec: StatSpec,
  now: number,
  before: number,
  unit: string | undefined,
  ctx: DrawContext,
  caption: string,
): StatComparison {
  const change = now - before;
  const percent = before === 0 ? null : (change / Math.abs(before)) * 100;
  const points = spec.format === 'percent' || spec.unit === '%';
  const own = spec.difference && !points;
  // Of two shares the difference is told in points of per cent; a per cent of per cents misleads.
  const size = points
    ? spec.format === 'percent'
      ? change * 100
      : change
    : own
      ? change
      : (percent ?? change);
  const decimals =
    own && spec.decimals !== undefined
      ? spec.decimals
      : Math.abs(size) >= 10
        ? 0
        : own
          ? seenDecimals(size, 1)
          : Math.abs(size) < 0.05
            ? 0
            : 1;
  const flat = Number(Math.abs(size).toFixed(decimals)) === 0;
  const direction = flat ? 'flat' : change > 0 ? 'up' : 'down';
  const good = spec.lower_is_better ? 'down' : 'up';
  const sign = direction === 'up' ? '▲' : direction === 'down' ? '▼' : '±';
  const written = own
    ? formatValue(Math.abs(size), { format: spec.format, decimals, unit }, ctx.locale)
    : withUnit(
        formatNumber(Math.abs(size), ctx.locale, decimals),
        points ? wordsOf(ctx.locale).points : percent === null ? '' : '%',
        ctx.locale,
      );
  return {
    text: `${sign}\u00a0${written}`,
    direction,
    tone: flat || !spec.judge ? 'plain' : direction === good ? 'good' : 'bad',
    caption,
  };
}

// Splits what formatValue joined, so that the unit can be set smaller.
function parts(
  value: number,
  spec: StatSpec,
  unit: string | undefined,
  ctx: DrawContext,
  all: readonly number[],
) {
  const looks = spec.format === undefined || spec.format === 'number';
  const { decimals } = foundDecimals(spec, looks, () => [...all.slice(-1), value]);
  if (spec.format === 'duration')
    return { text: formatValue(value, spec, ctx.locale), unit: '', unit_before: false };
  if (spec.format === 'percent') {
    const [text = '', sign = '%'] = formatValue(value, { format: 'percent', decimals }, ctx.locale).split(
      '\u00a0',
    );
    return { text, unit: sign, unit_before: false };
  }
  const text = formatValue(value, { format: spec.format, decimals }, ctx.locale);
  const joined = formatValue(value, { format: spec.format, decimals, unit }, ctx.locale);
  return { text, unit: unit ?? '', unit_before: unit !== undefined && unit !== '' && !joined.endsWith(unit) };
}

/**
 * The very figures of a number that came as text because no other kind holds it; null where the number itself will do,
 * or where a mean, a share or a short form is wanted, which have no last figure.
 */
function exactFigures(
  spec: StatSpec,
  cells: readonly unknown[],
  values: readonly number[],
  value: number,
  locale: string,
): string | null {
  if (spec.format !== undefined && spec.format !== 'number' && spec.format !== 'plain') return null;
  const whole =
    spec.reduce === 'sum'
      ? sumExact(cells)
      : cells[spec.reduce === 'last' ? values.lastIndexOf(value) : values.indexOf(value)];
  if (!cells.some(isExactText) || !isExactText(whole) || spec.reduce === 'avg') return null;
  const text = spec.decimals === undefined ? whole : roundText(whole, spec.decimals);
  return localDigits(text, locale, spec.format !== 'plain');
}

/**
 * What is no number, as it stands: the newest day, the name of a place. Of several rows the last, or as told the first;
 * the least and the largest of days are the earliest and the latest. Null where there is nothing.
 */
function toldCell(
  spec: StatSpec,
  answer: Answer,
  rows: readonly (readonly unknown[])[],
  ctx: DrawContext,
): StatLayout | null {
  const wished = answer.columns.findIndex((c) => c.name === spec.value);
  const days = answer.columns.findIndex(isTemporal);
  const at = wished >= 0 ? wished : days >= 0 ? days : 0;
  const column = answer.columns[at];
  if (column === undefined || isNumeric(column)) return null;
  let cells = rows.map((row) => row[at]).filter((cell) => cell !== null && cell !== undefined && cell !== '');
  const instant = (cell: unknown) => momentOf(cell) ?? 0;
  if (isTemporal(column) && (spec.reduce === 'min' || spec.reduce === 'max'))
    cells = cells.toSorted((a, b) => instant(a) - instant(b));
  const cell = spec.reduce === 'first' || spec.reduce === 'min' ? cells[0] : cells[cells.length - 1];
  if (cell === undefined) return null;
  return {
    kind: 'stat',
    text: formatCell(cell, columnFormat(column, [cell], ctx.timeZone), ctx.locale),
    unit: '',
    unit_before: false,
    value: null,
    tone: 'plain',
    colour: ctx.theme.text,
    caption: spec.caption ?? columnLabel(column),
    comparison: null,
    sparkline: null,
    empty: false,
  };
}

/** An answer as a stat. */
export function statLayout(spec: StatSpec, answer: Answer, ctx: DrawContext): StatLayout {
  const words = wordsOf(ctx.locale);
  const { columns } = answer;
  const wished = columns.findIndex((c) => c.name === spec.value);
  const at = wished >= 0 ? wished : columns.findIndex((c) => isNumeric(c) && c.name !== spec.compare);
  const column = columns[at];
  const day = columns.findIndex(isTemporal);
  const rows = [...answer.rows];
  if (day >= 0) rows.sort((a, b) => (momentOf(a[day]) ?? 0) - (momentOf(b[day]) ?? 0));
  const read = (v: unknown) => (column?.type === 'duration' ? durationSeconds(v) : toNumber(v));
  const known = column === undefined ? [] : rows.filter((r) => read(r[at]) !== null);
  const values = known.map((r) => read(r[at]) ?? 0);
  const value = reduceValues(values, spec.reduce);
  const caption = spec.caption ?? (column === undefined ? '' : columnLabel(column));
  if (value === null) {
    const told = columns.some(isNumeric) && wished < 0 ? null : toldCell(spec, answer, rows, ctx);
    if (told !== null) return told;
    return {
      kind: 'stat',
      text: words.no_value,
      unit: '',
      unit_before: false,
      value: null,
      tone: 'plain',
      colour: ctx.theme.text3,
      caption,
      comparison: null,
      sparkline: null,
      empty: true,
    };
  }
  const trendAt = columns.findIndex((c) => c.name === spec.trend);
  const trend =
    trendAt >= 0
      ? rows.map((r) => toNumber(r[trendAt])).filter((v): v is number => v !== null)
      : spec.reduce === 'sum' && day >= 0
        ? whole(
            values,
            known.map((r) => r[day]),
            columns[day] ?? { name: '', type: '' },
            ctx,
          )
        : values;
  const tone = toneOf(value, spec.thresholds);
  const format: StatSpec =
    column?.type === 'duration' && spec.format === undefined ? { ...spec, format: 'duration' } : spec;
  const unit = unitOf(column, spec.unit);
  const figures = exactFigures(
    format,
    known.map((r) => r[at]),
    values,
    value,
    ctx.locale,
  );
  const compareAt = columns.findIndex((c) => c.name === spec.compare);
  const before =
    compareAt >= 0
      ? toNumber(rows[rows.length - 1]?.[compareAt])
      : spec.compare === 'none' || spec.reduce !== 'last'
        ? null
        : (values[values.length - 2] ?? null);
  const compareCaption =
    spec.compare_label ??
    (compareAt >= 0 ? columnLabel(columns[compareAt] ?? { name: '', type: '' }) : words.previous);
  return {
    kind: 'stat',
    ...parts(value, format, unit, ctx, values),
    ...(figures === null ? {} : { text: figures }),
    value,
    tone,
    colour: toneColour(ctx.theme, tone),
    caption,
    comparison: before === null ? null : comparison(format, value, before, unit, ctx, compareCaption),
    sparkline: spec.sparkline ? sparkline(trend, ctx.theme) : null,
    empty: false,
  };
}
