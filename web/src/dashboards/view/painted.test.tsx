/** What the server drew stands in a widget until its answer is there, and nowhere once something else is shown. */
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { forgetPainted, isPainted, paintedOf, takeOver } from './painted';
import { Still } from './Still';

it('is noted before it leaves the page, shown in its widget, and forgotten when that shows something else', () => {
  document.body.innerHTML =
    '<div id="painted"><div data-painted="a"><svg></svg></div></div><div id="root"></div>';
  expect(isPainted()).toBe(true);
  takeOver();
  takeOver();
  expect(isPainted()).toBe(false);
  const { container, unmount } = render(<Still widget="a" kind="line" />);
  expect(container.querySelector('svg')).not.toBeNull();
  unmount();
  expect(render(<Still widget="b" kind="line" />).container.querySelector('[aria-hidden]')).not.toBeNull();
  expect(paintedOf('a')).toBeDefined();
  forgetPainted();
  expect(paintedOf('a')).toBeUndefined();
});
