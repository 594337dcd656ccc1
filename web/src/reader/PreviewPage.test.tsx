/** Looking at a share as its readers will: the session leaves the address at once, and the banner says what this is. */
import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tabMemory } from '../browser/memory';
import { PreviewPage, takeSession } from './PreviewPage';

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const board = {
  id: 'dsh_1',
  title: 'Delays',
  document: { version: 1, variables: [], widgets: [] },
  can: ['open'],
  fixed: { variables: {}, time_last_at_most: null },
  share: { title: 'For Newark', shared_by: 'Ada', expires_at: null, language: 'en' },
};
const calls: { path: string; bearer: string | null }[] = [];
let me: Response;

beforeEach(() => {
  tabMemory.drop('vitrine.preview');
  calls.length = 0;
  const until = new Date(Date.now() + 14.5 * 60_000).toISOString();
  me = json({
    caller: {
      kind: 'share',
      share: { id: 's', dashboard: 'dsh_1', title: 'For Newark', preview_until: until },
    },
  });
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    const path = new URL(input, 'http://x').pathname.replace('/api/v1', '');
    calls.push({ path, bearer: new Headers(init.headers).get('Authorization') });
    if (path === '/auth/me') return me;
    if (path === '/dashboards/dsh_1') return json(board);
    return new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } });
  });
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  history.replaceState(null, '', '/');
});

it('takes the session out of the address, and finds it again after a reload', () => {
  history.replaceState(null, '', '/preview#vp_secret');
  expect(takeSession()).toBe('vp_secret');
  expect(location.href).not.toContain('vp_secret');
  expect(takeSession()).toBe('vp_secret');
});

it('shows what readers see, under a banner', async () => {
  history.replaceState(null, '', '/preview#vp_secret');
  render(<PreviewPage />);
  expect(await screen.findByText('You see what readers of “For Newark” will see.')).toBeTruthy();
  expect(screen.getByText('Preview, ends in 15 min.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
  expect(await screen.findByText(/Shared by Ada/)).toBeTruthy();
  expect(new Set(calls.map(({ bearer }) => bearer))).toEqual(new Set(['Bearer vp_secret']));
});

it('says that it is over', async () => {
  me = json({ code: 'unauthenticated', detail: 'x', status: 401 }, 401);
  history.replaceState(null, '', '/preview#vp_old');
  render(<PreviewPage />);
  expect(await screen.findByText('This preview is over')).toBeTruthy();
});
