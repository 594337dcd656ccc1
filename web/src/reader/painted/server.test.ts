/** The page before scripts run: the browser's own frames and views, in the colours of the page, with every text escaped. */
import { beforeAll, describe, expect, it } from 'vitest';
import bar from '../../charts/bar/demo.json';
import line from '../../charts/line/demo.json';
import pie from '../../charts/pie/demo.json';
import stat from '../../charts/stat/demo.json';
import table from '../../charts/table/demo.json';
import text from '../../charts/text/demo.json';
import { ROWS } from './Painted';

// The whole of the chart code: slow on a busy machine.
beforeAll(() => import('./server'), 120_000);

const demos = { bar, line, pie, stat, table, text };
const about = { locale: 'en', time_zone: 'UTC', labels: [], place: { x: 0, y: 0, w: 6, h: 6 }, page: 1280 };
const paint = (kind: keyof typeof demos, more: object = {}) =>
  globalThis.vitrine?.paint?.(JSON.stringify({ ...about, alone: false, ...demos[kind], ...more })) ?? '';
const page = (more: object = {}) =>
  globalThis.vitrine?.page?.(
    JSON.stringify({
      title: '<b>Delays</b>',
      language: 'en',
      locale: 'en',
      time_zone: 'America/New_York',
      as_of: '2026-11-30T12:00:00Z',
      shared_by: 'Ada & Otto',
      widgets: [
        { id: 'a', kind: 'line', title: 'L', place: { x: 0, y: 0, w: 6, h: 6 }, state: 'drawn' },
        { id: 'b', kind: 'bar', title: 'M', place: { x: 6, y: 0, w: 6, h: 6 }, state: 'failed' },
        { id: 'c', kind: 'stat', title: 'N', place: { x: 0, y: 6, w: 6, h: 3 }, state: 'late' },
        { id: 'd', kind: 'dropdown', title: 'O', place: { x: 6, y: 6, w: 3, h: 1 }, state: 'drawn' },
      ],
      ...more,
    }),
  ) ?? '';

describe('A widget', () => {
  it('is drawn in the colours of the page, without sheets and scripts', () => {
    for (const kind of Object.keys(demos) as (keyof typeof demos)[]) {
      const html = paint(kind);
      expect(html).not.toMatch(/<style|<script|<c>/);
      expect(html.match(/(?:fill|color|background)[=:]"?#(?!3c3c41)[0-9a-f]{6}/)).toBeNull();
    }
    expect(paint('bar')).toContain('var(--data-1)');
    expect(paint('bar')).toContain('<svg width="100%" height="100%"');
    expect(paint('stat')).toMatch(/class="[^"]*value/);
    expect(paint('table')).toMatch(/class="[^"]*table/);
  });
  it('has the room that its place leaves on this device', () => {
    expect(paint('line', { title: '' })).toContain('viewBox="0 0 584 268"');
    expect(paint('line', { page: 390 })).toContain('viewBox="0 0 332 ');
    expect(paint('line', { alone: true })).toContain('viewBox="0 0 1214 ');
  });
  it('shows no more rows than can be reached without scrolling, and says so', () => {
    const rows = Array.from({ length: 400 }, (_, n) => [n]);
    const answer = { ...table.answer, columns: [{ name: 'n', type: 'int' }], rows };
    const html = paint('table', { answer, options: {} });
    expect(html.match(/<tr aria-rowindex/g)).toHaveLength(ROWS);
    expect(html).toMatch(new RegExp(`class="[^"]*note[^"]*">[^<]*${ROWS}`));
  });
});

describe('The page', () => {
  it('holds its title, its frames and the marks of its drawings', () => {
    const html = page();
    expect(html).toContain('&lt;b&gt;Delays&lt;/b&gt;');
    expect(html).toContain('<!--0-->');
    expect(html.match(/<!--/g)).toHaveLength(1);
    expect(html).toContain('This could not be loaded');
    expect(html).toContain('skStat');
    expect(html).not.toContain('>O<');
    expect(html).toContain('Ada &amp; Otto');
    expect(html).toContain('New York');
  });
  it('shows whose it is before it is alive, with the room that the logo takes', () => {
    const logo = { path: '/brand/00ff', name: 'Port "Authority"', width: 320, height: 80 };
    const html = page({ logo });
    expect(html).toContain('src="/brand/00ff"');
    expect(html).toContain('alt="Port &quot;Authority&quot;" width="320" height="80"');
    expect(page()).not.toContain('<img');
  });
  it('speaks the language that is asked for, one after the other', () => {
    expect(page({ language: 'de', locale: 'de' })).toContain('Diese Seite ist nicht live');
    expect(page()).toContain('This page is not live');
  });
});
