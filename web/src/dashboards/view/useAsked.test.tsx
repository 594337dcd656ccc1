/** The small question hook: keeps, asks again, gives up where it must. */
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/problem';
import { useAsked } from './useAsked';

describe('useAsked', () => {
  it('keeps the old answer until the new one is there', async () => {
    let release: (value: string) => void = () => {};
    const ask = vi
      .fn<() => Promise<string>>()
      .mockResolvedValueOnce('one')
      .mockImplementationOnce(() => new Promise((resolve) => (release = resolve)));
    const { result, rerender } = renderHook(({ key }) => useAsked(key, ask), { initialProps: { key: 'a' } });
    await waitFor(() => expect(result.current.data).toBe('one'));
    rerender({ key: 'b' });
    expect(result.current).toMatchObject({ data: 'one', loading: true });
    await act(async () => release('two'));
    expect(result.current).toMatchObject({ data: 'two', loading: false });
  });

  it('does not take over an answer that came too late', async () => {
    const waiting: ((value: string) => void)[] = [];
    const ask = () => new Promise<string>((resolve) => waiting.push(resolve));
    const { result, rerender } = renderHook(({ key }) => useAsked(key, ask), { initialProps: { key: 'x' } });
    rerender({ key: 'y' });
    await act(async () => waiting[1]?.('new'));
    await act(async () => waiting[0]?.('old'));
    expect(result.current.data).toBe('new');
  });

  it('says a refusal at once and keeps what was known; again asks anew', async () => {
    const ask = vi
      .fn<() => Promise<string>>()
      .mockResolvedValueOnce('known')
      .mockRejectedValueOnce(new ApiError('not_found', 404, ''))
      .mockResolvedValueOnce('fresh');
    const { result } = renderHook(() => useAsked('key', ask));
    await waitFor(() => expect(result.current.data).toBe('known'));
    act(() => result.current.again());
    await waitFor(() => expect(result.current.error).toBeInstanceOf(ApiError));
    expect(result.current.data).toBe('known');
    expect(ask).toHaveBeenCalledTimes(2);
    act(() => result.current.again());
    await waitFor(() => expect(result.current).toMatchObject({ data: 'fresh', error: null }));
  });

  it('tries again what may pass', async () => {
    vi.useFakeTimers();
    const ask = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(ApiError.unreachable(null))
      .mockResolvedValueOnce('back');
    const { result } = renderHook(() => useAsked('passing', ask));
    await act(async () => vi.advanceTimersByTimeAsync(1000));
    expect(result.current).toMatchObject({ data: 'back', error: null });
    vi.useRealTimers();
  });

  it('serves an answer again while it is fresh', async () => {
    const ask = vi.fn<() => Promise<string>>().mockResolvedValue('list');
    const first = renderHook(() => useAsked('fresh', ask, 60_000));
    await waitFor(() => expect(first.result.current.data).toBe('list'));
    const second = renderHook(() => useAsked('fresh', ask, 60_000));
    await waitFor(() => expect(second.result.current.data).toBe('list'));
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
