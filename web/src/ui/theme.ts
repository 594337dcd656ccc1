/** Light, dark, or as the system wishes: remembered in the browser, set as data-theme on the root element. */
import { useSyncExternalStore } from 'react';
import { browserMemory } from '../browser/memory';

export type Theme = 'system' | 'light' | 'dark';
const memory = 'vitrine.theme';
const listeners = new Set<() => void>();

/** What the page around this one wants; nothing is remembered of it. */
let wanted: Theme | null = null;

function remembered(): Theme {
  if (wanted !== null) return wanted;
  const value = browserMemory.get(memory);
  return value === 'light' || value === 'dark' ? value : 'system';
}
/** Puts the remembered choice on the page; called once before drawing. */
export function applyTheme(): void {
  const theme = remembered();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
/** Looks as the page around this one wants it, as long as this page is open. */
export function showTheme(theme: Theme): void {
  wanted = theme;
  applyTheme();
  for (const listener of listeners) listener();
}
export function setTheme(theme: Theme): void {
  if (theme === 'system') browserMemory.drop(memory);
  else browserMemory.set(memory, theme);
  applyTheme();
  for (const listener of listeners) listener();
}
function subscribe(listener: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  listeners.add(listener);
  query.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    query.removeEventListener('change', listener);
  };
}
/** The choice. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, remembered);
}
/** What is on the screen now; charts draw by it. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, isDark);
}
export function isDark(): boolean {
  const theme = remembered();
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
