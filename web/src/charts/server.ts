/**
 * The chart code for paper: bundled as one script (`npm run charts`) and evaluated once in each JavaScript worker of the
 * server. It draws nothing by itself; the host calls `globalThis.vitrine`. No network, clock, random numbers or timers.
 *
 * The host MAY define, before or after evaluating this script:
 *   globalThis.__measure(text: string, px: number, weight: number): number   width of a text in px, font "Inter Variable"
 *   globalThis.__offset(zone: string, epoch_ms: number): number              minutes east of UTC of an IANA zone
 * Without the first, widths are guessed; without the second (and without Intl), instants are shown in UTC.
 *
 * vitrine.draw(json) -> SVG text, for the kinds line, area, bar, pie. json:
 *   { "kind", "title", "options": {…}, "answer": Answer, "theme": "light"|"dark", "width", "height",
 *     "locale": "en"|"de-AT"|…, "time_zone": "Europe/Vienna", "labels"?: [string],
 *     "part"?: { "from", "to" },                     which of the bars (vitrine.parts)
 *     "period"?: { "from", "to" } }                  RFC 3339: the range of time the dashboard shows
 *   `labels` is what vitrine.labels() gave for the whole dashboard: the same label then has the same colour on all its
 *   charts. The SVG is transparent, `width`×`height`, its texts are <text> with font-family "Inter Variable, …" and their
 *   weight and size in the `style` attribute. The title is not drawn (it is the page's to set); an answer without rows
 *   gives a drawing that says so in words. Equal json gives equal text.
 *
 * vitrine.layout(json) -> JSON text, for the kinds stat, table, text; the same json (text needs no answer):
 *   stat  { "kind":"stat", "text":"78.4", "unit":"%", "unit_before":false, "value":0.784|null, "tone":"plain|good|warn|bad",
 *           "colour":"#rrggbb", "caption":"On time", "comparison": null | { "text":"▼ 3 %", "direction":"up|down|flat",
 *           "tone", "caption" }, "sparkline": null | { "points":[[x,y]…] in 0..1 from the top left, "svg":"<svg…240×48>" },
 *           "empty": false }                                     empty: `text` is a sentence, not a number
 *   table { "kind":"table", "columns":[{ "name","label","unit","align":"left|right|center","type","weight":4..40,"source" }],
 *           "rows":[[{ "text", "bar"?:0..1, "tone"?, "colour"?:"#rrggbb", "href"? }…]…], "bar_colour":"#rrggbb",
 *           "empty": null | "sentence", "note": null | "sentence" }
 *   text  { "kind":"text", "align":"left|center", "blocks":[Block…] }
 *           Block = { "type":"heading","level":1..6,"runs":[Run] } | { "type":"paragraph","runs":[Run] }
 *                 | { "type":"list","ordered","start","items":[[Block]] } | { "type":"quote","blocks":[Block] }
 *                 | { "type":"code","text" } | { "type":"table","head":[[Run]],"rows":[[[Run]]] } | { "type":"rule" }
 *           Run   = { "text", "strong"?:true, "em"?:true, "strike"?:true, "code"?:true, "href"?, "br"?:true }
 *           Texts are plain: escape them for the target. `href` is only http(s), mailto or of this site.
 *   Controls and unknown kinds: { "kind":"none", "text":"sentence" }.
 *
 * vitrine.notes(json) -> JSON array of sentences to print below the drawing: what was cut, added or left out. The same json.
 *
 * vitrine.parts(json) -> JSON array of { "from","to" }: the drawings that a chart of more bars than fit is dealt out to, empty
 *   where one holds all. Each is then drawn by vitrine.draw with that `part` in the same json.
 *
 * vitrine.paint(json) and vitrine.page(json) -> HTML, for the page that stands there before scripts run: see
 *   reader/painted/server.tsx, which adds them. Theme "page": colours are the page's own (`var(--…)`), light or dark alike.
 *
 * vitrine.labels(json) -> JSON array of strings. json: { "widgets":[{ "kind","options","answer" }…] in document order,
 *   "locale", "time_zone" }.
 */
import './host';
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import type { Answer } from './answer';
import type { DrawContext, Part, Period } from './context';
import { layoutOf, optionOf, partsOf } from './draw';
import { init, register, setPlatformAPI } from './echarts';
import { labelsOf } from './labels';
import { assignColours, type ThemeName, themeOf, varsFor } from './palette';
import { notesOf } from './notes';
import { momentOf } from './time';

register([LineChart, BarChart, PieChart]);

declare global {
  var vitrine:
    | {
        draw(json: string): string;
        layout(json: string): string;
        labels(json: string): string;
        notes(json: string): string;
        parts(json: string): string;
        paint?(json: string): string;
        page?(json: string): string;
      }
    | undefined;
}

export interface Request {
  readonly kind: string;
  readonly title?: string | null;
  readonly options?: unknown;
  readonly answer?: Answer;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  readonly time_zone?: string;
  readonly labels?: readonly string[];
  readonly period?: { readonly from: string; readonly to: string };
  readonly part?: Part;
}

export const NOTHING: Answer = {
  columns: [],
  rows: [],
  row_count: 0,
  truncated: false,
  as_of: '',
  cached: false,
  fingerprint: '',
};

/** Width by the average letter: figures and capitals are wider, thin letters narrower. */
function guess(text: string, px: number, weight: number): number {
  let em = 0;
  for (const c of text)
    em += /[iljtfr.,:;'|!()[\] ]/.test(c)
      ? 0.32
      : /[A-ZMWmw@%]/.test(c)
        ? 0.72
        : c.charCodeAt(0) > 0x2e80
          ? 1
          : 0.57;
  return em * px * (weight >= 600 ? 1.06 : 1);
}

function measure(text: string, px: number, weight: number): number {
  return typeof globalThis.__measure === 'function'
    ? globalThis.__measure(text, px, weight)
    : guess(text, px, weight);
}

setPlatformAPI({
  measureText(text: string, font?: string) {
    // A line's height is taken from this letter's width, which no Latin font has.
    const found = /(\d+(?:\.\d+)?)px/.exec(font ?? '');
    const weight = /\b(bold|[1-9]00)\b/.exec(font ?? '')?.[1];
    if (text === '国') return { width: found === null ? 12 : Number(found[1]) };
    return {
      width: measure(
        text,
        found === null ? 12 : Number(found[1]),
        weight === 'bold' ? 700 : Number(weight ?? 400),
      ),
    };
  },
});

function periodOf(r: Request): Period | undefined {
  const [from, to] = [momentOf(r.period?.from), momentOf(r.period?.to)];
  return from === null || to === null ? undefined : { from, to };
}

export function contextOf(r: Request): DrawContext {
  return {
    theme: themeOf(r.theme ?? 'light'),
    size: { width: r.width ?? 640, height: r.height ?? 320 },
    locale: r.locale ?? 'en',
    timeZone: r.time_zone ?? 'UTC',
    colours: assignColours(r.labels ?? []),
    period: periodOf(r),
    part: r.part,
    measure,
    still: true,
  };
}

// 32 bits of FNV-1a: only to keep the ids of two drawings in one page apart.
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(36);
}

// ECharts numbers the ids inside an SVG by a counter that outlives a drawing, and adds classes and rules for a hovering
// mouse. Paper has no mouse, equal requests must give equal bytes, and several drawings must be able to share a page.
function forPaper(svg: string, request: string): string {
  const prefix = `v${digest(request)}`;
  const seen = new Map<string, string>();
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(
      / (?:class="zr\d+-cls-\d+"|ecmeta_\w+="[^"]*"|pointer-events="visible"|xml:space="preserve")/g,
      '',
    )
    .replace(/\bzr\d+-([a-z]+)\d+\b/g, (id: string, part: string) => {
      const kept = seen.get(id) ?? `${prefix}-${part}${seen.size}`;
      seen.set(id, kept);
      return kept;
    });
}

/** The SVG of a chart kind; `request` is what makes its ids its own. */
export function svgOf(r: Request, ctx: DrawContext, request: string): string {
  const chart = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: ctx.size.width,
    height: ctx.size.height,
  });
  try {
    chart.setOption({ ...optionOf(r.kind, r.options, r.answer ?? NOTHING, ctx), tooltip: { show: false } });
    const svg = forPaper(chart.renderToSVGString(), request);
    return ctx.theme.name === 'page' ? varsFor(svg) : svg;
  } finally {
    chart.dispose();
  }
}

globalThis.vitrine = {
  draw(json) {
    const r = JSON.parse(json) as Request;
    return svgOf(r, contextOf(r), json);
  },
  parts(json) {
    const r = JSON.parse(json) as Request;
    return JSON.stringify(partsOf(r.kind, r.options, r.answer ?? NOTHING, contextOf(r)));
  },
  layout(json) {
    const r = JSON.parse(json) as Request;
    return JSON.stringify(layoutOf(r.kind, r.options, r.answer ?? NOTHING, contextOf(r)));
  },
  notes(json) {
    const r = JSON.parse(json) as Request;
    const { locale = 'en', time_zone = 'UTC' } = r;
    return JSON.stringify(notesOf(r.kind, r.options, r.answer ?? NOTHING, time_zone, locale));
  },
  labels(json) {
    const r = JSON.parse(json) as {
      readonly widgets: readonly Request[];
      readonly locale?: string;
      readonly time_zone?: string;
    };
    const all = r.widgets.flatMap((w) =>
      labelsOf(w.kind, w.options, w.answer ?? NOTHING, r.time_zone ?? 'UTC', r.locale ?? 'en'),
    );
    return JSON.stringify([...new Set(all)]);
  },
};
