/** The mark says that something is on its way only while it is. */
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { LiveMark } from './LiveMark';
import type { WidgetData } from './useData';

const mark = (asks: boolean, widgets: WidgetData[]) =>
  render(
    <LiveMark
      live={{ state: 'live', since: null, ahead: 0 }}
      data={new Map(widgets.map((data, i) => [String(i), data]))}
      pushes={false}
      asks={asks}
      zone="UTC"
    />,
  );

it('a dashboard without questions does not load for ever', () => {
  expect(mark(false, []).container).toBeEmptyDOMElement();
});

it('nor one whose questions have all failed', () => {
  expect(mark(true, [{ loading: false, error: new Error('no') }]).container).toBeEmptyDOMElement();
});

it('loads until the first answer', () => {
  mark(true, []);
  expect(screen.getByText('Loading…')).toBeVisible();
});

it('loads while one of its answers is on its way', () => {
  mark(true, [{ loading: false, error: new Error('no') }, { loading: true }]);
  expect(screen.getByText('Loading…')).toBeVisible();
});
