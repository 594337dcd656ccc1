/** A value follows only when it has rested. */
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSettled } from './useSettled';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('follows the last value once it has rested, never one in between', () => {
  const { result, rerender } = renderHook(({ text }) => useSettled(text, 150), {
    initialProps: { text: '' },
  });
  rerender({ text: 'a' });
  act(() => vi.advanceTimersByTime(149));
  rerender({ text: 'ab' });
  act(() => vi.advanceTimersByTime(149));
  expect(result.current).toBe('');
  act(() => vi.advanceTimersByTime(1));
  expect(result.current).toBe('ab');
});
