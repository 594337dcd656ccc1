/** One widget on a page of its own. */
import { expect, it } from 'vitest';
import type { DashboardDocument, Widget } from '../api/types';
import { alone } from './alone';

const widget = (kind: Widget['kind'], more: Partial<Widget['place']> = {}): Widget => ({
  id: kind,
  kind,
  place: { x: 4, y: 2, w: 3, h: 5, ...more },
});
const page = (...widgets: Widget[]): DashboardDocument => ({ version: 1, variables: [], widgets });
const place = (document: DashboardDocument) => document.widgets[0]?.place;

it('takes the whole width, and the height that the window has', () => {
  expect(place(alone(page(widget('line')), 900))).toEqual({ x: 0, y: 0, w: 12, h: 15 });
  expect(place(alone(page(widget('line')), 4000))).toMatchObject({ h: 18 });
});

it('is never lower than its author made it, and a number stays a number', () => {
  expect(place(alone(page(widget('table', { h: 9 })), 300))).toEqual({ x: 0, y: 0, w: 12, h: 9 });
  expect(place(alone(page(widget('stat')), 900))).toEqual({ x: 0, y: 0, w: 12, h: 5 });
});

it('leaves a page with several as it is', () => {
  const two = page(widget('line'), widget('bar'));
  expect(alone(two, 900)).toBe(two);
  const none = page();
  expect(alone(none, 900)).toBe(none);
});
