/** What left the data is left out of what is asked, named, and asked again when it is another value. */
import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api/problem';
import type { DashState } from '../../document/state';
import { useRefused } from './useRefused';
import type { AllData } from './useData';

const state = (variables: Record<string, unknown>): DashState => ({ variables, time: undefined });
const failed = (error: unknown): AllData => new Map([['w', { error, loading: false }]]);
const refusal = (pointer: string) =>
  new ApiError('invalid', 422, 'no', null, [{ pointer, message: 'this value cannot be chosen here' }]);

function hook(variables: Record<string, unknown>) {
  return renderHook(({ given }) => useRefused(state(given)), { initialProps: { given: variables } });
}

describe('a value that left the data', () => {
  it('is ignored, with its name, and the others stay', () => {
    const { result } = hook({ origin: 'XXX', carrier: 'UA' });
    expect(result.current.names).toEqual([]);
    act(() => result.current.note(failed(refusal('/variables/origin'))));
    expect(result.current.asked.variables).toEqual({ carrier: 'UA' });
    expect(result.current.names).toEqual(['origin']);
  });
  it('is a default, too: then nothing is sent, and the server takes what it can', () => {
    const { result, rerender } = hook({ origin: 'JFK' });
    act(() => result.current.note(failed(refusal('/variables/origin'))));
    rerender({ given: { origin: 'JFK' } });
    expect(result.current.asked.variables).toEqual({});
  });
  it('does not stand in the way of another value', () => {
    const { result, rerender } = hook({ origin: 'XXX' });
    act(() => result.current.note(failed(refusal('/variables/origin'))));
    rerender({ given: { origin: 'LGA' } });
    expect(result.current.asked.variables).toEqual({ origin: 'LGA' });
    expect(result.current.names).toEqual([]);
  });
  it('is not what other failures are about', () => {
    const { result } = hook({ origin: 'JFK' });
    act(() => result.current.note(failed(new ApiError('timeout', 504, ''))));
    act(() => result.current.note(failed(refusal('/widget'))));
    act(() => result.current.note(failed(refusal('/variables/unknown'))));
    expect(result.current.names).toEqual([]);
    expect(result.current.asked.variables).toEqual({ origin: 'JFK' });
  });
});
