/**
 * The page of a shared dashboard before scripts run, drawn by the server: the same views, frames and sheets as in the
 * browser, which takes them over widget by widget (dashboards/view/painted.ts). Bundled for the server together with the
 * chart code (charts/server.ts), and called by it in the same way.
 *
 * vitrine.paint(json) -> HTML of what stands in the frame of a widget; json as for vitrine.draw, of any kind, with
 *   "place" and "page" (the width of the page, px) instead of a size, and "alone": whether it is the only one.
 * vitrine.page(json) -> HTML of the page around the widgets, json: PageRequest and "language". What vitrine.paint gave for
 *   the widget at place n of `widgets` goes where `<!--n-->` stands, which cannot occur in a text.
 */
import { contextOf, NOTHING, type Request, svgOf } from '../../charts/server';
import { renderToStaticMarkup } from 'react-dom/server';
import { drawnAs } from '../../charts/draw';
import { isWidgetKind } from '../../charts/kinds';
import { notesOf } from '../../charts/notes';
import type { Widget } from '../../api/types';
import { pageTheme } from '../../charts/palette';
import { roomIn } from '../../dashboards/view/layout';
import { addCatalogue, setCurrentLanguage, type Language } from '../../i18n/core';
import de from '../../i18n/sets/reader.de';
import en from '../../i18n/sets/reader.en';
import { alone } from '../alone';
import { Page, type PageRequest, WINDOW } from './Page';
import { Painted, ROWS } from './Painted';

interface PaintRequest extends Request {
  readonly place: Widget['place'];
  readonly page: number;
  readonly alone: boolean;
}

/** A note below a drawing, px (Widget.module.css). */
const NOTE = 19;

const texts = { en, de };

function speak(language: Language): void {
  setCurrentLanguage(language);
  for (const [area, set] of Object.entries(texts[language])) addCatalogue(area, set);
}

/** As far as a table can be read where nobody scrolls; that there is more is said below it. */
function inReach(r: Request) {
  const answer = r.answer ?? NOTHING;
  if (r.kind !== 'table' || answer.rows.length <= ROWS) return answer;
  return { ...answer, rows: answer.rows.slice(0, ROWS), truncated: true };
}

function paint(json: string): string {
  const r = JSON.parse(json) as PaintRequest;
  if (!isWidgetKind(r.kind)) return '';
  const { locale = 'en', time_zone: zone = 'UTC' } = r;
  const answer = r.answer ?? NOTHING;
  const notes = notesOf(r.kind, r.options, answer, zone, locale);
  const asked = { id: '', kind: r.kind, title: r.title ?? undefined, place: r.place };
  const [widget = asked] = r.alone ? alone({ widgets: [asked] }, WINDOW).widgets : [];
  const room = roomIn(widget, r.page);
  const size = { width: room.width, height: Math.max(40, room.height - NOTE * notes.length) };
  // Drawn as in the browser: what is there to be pointed at is there in a moment.
  const ctx = { ...contextOf({ ...r, theme: 'page', ...size }), still: false };
  const svg =
    drawnAs(r.kind) === 'chart'
      ? svgOf(r, ctx, json).replace(/^<svg width="\d+" height="\d+"/, '<svg width="100%" height="100%"')
      : undefined;
  const { colours, period } = ctx;
  return renderToStaticMarkup(
    <Painted
      kind={r.kind}
      title={r.title ?? ''}
      options={r.options}
      answer={inReach(r)}
      look={{ theme: pageTheme, locale, timeZone: zone, colours, period }}
      svg={svg}
      notes={notes}
    />,
  );
}

function page(json: string): string {
  const { language, ...request } = JSON.parse(json) as PageRequest & { readonly language: Language };
  speak(language);
  return renderToStaticMarkup(<Page {...request} />);
}

if (globalThis.vitrine !== undefined) Object.assign(globalThis.vitrine, { paint, page });
