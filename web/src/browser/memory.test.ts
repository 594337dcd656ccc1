/** The browser's memory where storage is there, blocked or full: never an error, and a reload still knows. */
import { beforeEach, expect, it, vi } from 'vitest';
import { browserMemory, memoryOf, pageMemory, tabMemory } from './memory';

const blocked = memoryOf(() => {
  throw new DOMException('denied', 'SecurityError');
}, pageMemory);

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  for (const key of pageMemory.keys()) pageMemory.drop(key);
});

it('keeps what it is given where the browser lets it', () => {
  expect(browserMemory.set('a', '1')).toBe(true);
  expect(tabMemory.set('b', '2')).toBe(true);
  expect([localStorage.getItem('a'), sessionStorage.getItem('b')]).toEqual(['1', '2']);
  expect([browserMemory.get('a'), tabMemory.get('b'), browserMemory.get('b')]).toEqual(['1', '2', null]);
  expect(browserMemory.keys()).toEqual(['a']);
  browserMemory.drop('a');
  expect(browserMemory.get('a')).toBeNull();
  expect(history.state).toBeNull();
});

it('throws nowhere where storage is blocked, and says that nothing will last', () => {
  expect(blocked.get('a')).toBeNull();
  expect(blocked.set('a', '1')).toBe(false);
  expect([blocked.get('a'), blocked.keys()]).toEqual(['1', ['a']]);
  blocked.drop('a');
  expect(blocked.get('a')).toBeNull();
});

it('lets a reload find small texts again, beside what others keep in the history', async () => {
  history.replaceState({ route: 7 }, '');
  blocked.set('session', 'vs_1');
  blocked.set('draft', 'x'.repeat(10_000));
  expect(history.state).toEqual({ route: 7, vitrine: { session: 'vs_1' } });
  expect(blocked.get('draft')).toHaveLength(10_000);
  vi.resetModules();
  const anew = await import('./memory');
  expect([anew.pageMemory.get('session'), anew.pageMemory.get('draft')]).toEqual(['vs_1', null]);
});
