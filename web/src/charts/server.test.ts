/** The bundle's interface as the host for paper uses it: JSON in, SVG or a layout out, equal bytes for equal requests. */
import { describe, expect, it } from 'vitest';
import './server';
import bar from './bar/demo.json';
import line from './line/demo.json';
import pie from './pie/demo.json';
import stat from './stat/demo.json';

const request = (widget: object, more: object = {}) =>
  JSON.stringify({
    ...widget,
    theme: 'light',
    width: 480,
    height: 240,
    locale: 'en',
    time_zone: 'UTC',
    ...more,
  });
const host = () => {
  if (globalThis.vitrine === undefined) throw new Error('not there');
  return globalThis.vitrine;
};

describe('draw', () => {
  it('gives the same bytes again, whatever was drawn between', () => {
    const first = [line, bar, pie].map((widget) => host().draw(request(widget)));
    const again = [pie, bar, line].map((widget) => host().draw(request(widget))).toReversed();
    expect(again).toEqual(first);
  });
  it('gives clean SVG of the wanted size, with ids of its own', () => {
    const svg = host().draw(request(line));
    expect(svg).toMatch(/^<svg width="480" height="240"/);
    expect(svg).not.toMatch(/<style|ecmeta_|zr\d+-|<script/);
    const ids = (text: string) => [...text.matchAll(/id="([^"]+)"/g)].map((m) => m[1]);
    const other = host().draw(request(line, { theme: 'dark' }));
    expect(ids(svg).length).toBeGreaterThan(0);
    expect(ids(svg).filter((id) => ids(other).includes(id))).toEqual([]);
  });
  it('writes text from answers as text', () => {
    const rows = [['<script>alert(1)</script>', 3]];
    const svg = host().draw(request({ kind: 'bar', answer: { ...bar.answer, rows } }));
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;');
  });
  it('asks the host how wide text is and what the clock says', () => {
    const asked: string[] = [];
    globalThis.__measure = (text, px) => {
      asked.push(text);
      return text.length * px;
    };
    globalThis.__offset = () => 120;
    try {
      const rows = [['2026-01-01T22:00:00Z', 1]];
      const answer = {
        ...bar.answer,
        columns: [
          { name: 'at', type: 'timestamp' },
          { name: 'n', type: 'int' },
        ],
        rows,
      };
      expect(host().draw(request({ kind: 'bar', answer }, { time_zone: 'Somewhere/Else' }))).toContain(
        '2 Jan 00:00',
      );
      expect(asked).toContain('2 Jan 00:00');
    } finally {
      globalThis.__measure = undefined;
      globalThis.__offset = undefined;
    }
  });
  it('gives the same label the same colour on all charts of a dashboard', () => {
    const labels = JSON.parse(host().labels(JSON.stringify({ widgets: [line, bar, pie] }))) as string[];
    expect(labels.slice(0, 3)).toEqual(['EWR', 'JFK', 'LGA']);
    expect(host().draw(request(line, { labels }))).not.toBe(
      host().draw(request(line, { labels: ['LGA', 'JFK', 'EWR'] })),
    );
  });
});

describe('layout', () => {
  it('answers JSON by kind', () => {
    expect(JSON.parse(host().layout(request(stat)))).toMatchObject({ kind: 'stat', unit: '%', tone: 'good' });
    expect(JSON.parse(host().layout(request({ kind: 'dropdown' })))).toMatchObject({ kind: 'none' });
  });
});
