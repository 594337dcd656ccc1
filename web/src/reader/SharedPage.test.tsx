/** What a reader is told, and in which language: that of the share, whatever the browser speaks. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadTexts, type Language } from '../i18n';
import { SharedPage } from './SharedPage';

const texts = vi.hoisted(() => ({ asked: [] as string[] }));
vi.mock('../i18n', async (whole) => {
  const real = await whole<typeof import('../i18n')>();
  return {
    ...real,
    loadTexts: (language: Language, which: 'all' | 'reader') => {
      texts.asked.push(language);
      return real.loadTexts(language, which);
    },
  };
});

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** What the server says; anew for each test. */
const server = {
  language: null as Language | null,
  /** What it carries each time that it is read; the last one from then on. */
  watermarks: [null] as (string | null)[],
  brand: undefined as object | undefined,
  until: inAnHour(),
  opened: 0,
  dashboard: 200,
  session: 201,
  /** What the live stream sends as soon as it is open. */
  live: '',
};

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
const refusal = (status: number, code: string) =>
  json(
    { type: 'about:blank', title: code, status, code, detail: '', request_id: 'r', brand: server.brand },
    status,
  );

function dashboard() {
  const watermark = server.watermarks.length > 1 ? server.watermarks.shift() : server.watermarks[0];
  return {
    id: 'dsh_1',
    workspace: 'wsp_1',
    home_workspace: 'wsp_1',
    title: 'Delays',
    tags: [],
    document: { version: 1, variables: [], widgets: [] },
    revision: 1,
    level: null,
    private: false,
    shared_outside: true,
    folder: null,
    restricted: false,
    display: { as: 'viewer', valid: true },
    can: ['open', 'interact'],
    share: {
      title: 'Delays',
      shared_by: 'Ada',
      expires_at: null,
      language: server.language,
      watermark,
      brand: server.brand,
    },
  };
}

beforeEach(() => {
  texts.asked = [];
  Object.assign(server, {
    language: null,
    watermarks: [null],
    brand: undefined,
    until: inAnHour(),
    opened: 0,
    dashboard: 200,
    session: 201,
    live: '',
  });
  sessionStorage.clear();
  vi.stubGlobal('fetch', async (input: string) => {
    const { pathname } = new URL(input, 'http://x');
    if (pathname.endsWith('/share-sessions')) {
      server.opened += 1;
      return server.session === 201
        ? json({ session: `vs_${server.opened}`, dashboard: 'dsh_1', expires_at: server.until }, 201)
        : refusal(server.session, server.session === 401 ? 'unauthenticated' : 'not_found');
    }
    if (pathname.endsWith('/live')) {
      const said = server.live;
      const body = new ReadableStream({
        start: (stream) => {
          stream.enqueue(new TextEncoder().encode(said));
          if (said !== '') stream.close();
        },
      });
      return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
    }
    return server.dashboard === 200 ? json(dashboard()) : refusal(server.dashboard, 'unauthenticated');
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await loadTexts('en');
});

const open = () => render(<SharedPage secret="SECRET" />);

describe('The language', () => {
  it('is that of the share, and no other is loaded for it', async () => {
    server.language = 'de';
    open();
    expect(await screen.findByText('Geteilt von Ada')).toBeVisible();
    expect(document.documentElement.lang).toBe('de');
    expect(texts.asked).toEqual(['de']);
  });

  it('is that of the browser where the share says none', async () => {
    open();
    expect(await screen.findByText('Shared by Ada')).toBeVisible();
    expect(document.documentElement.lang).toBe('en');
    expect(texts.asked).not.toContain('de');
  });

  it('is not another one for the last word', async () => {
    server.language = 'de';
    server.live = 'event: ended\ndata: {"reason":"revoked"}\n\n';
    open();
    expect(await screen.findByText('Dieses Dashboard ist nicht mehr freigegeben.')).toBeVisible();
  });
});

describe('A session that is over', () => {
  it('is told as such, and the link opens again', async () => {
    server.live = 'event: ended\ndata: {"reason":"session_over"}\n\n';
    open();
    expect(await screen.findByRole('heading', { name: 'Your session is over' })).toBeVisible();
    expect(screen.getByText('Open the link again to go on.')).toBeVisible();
    expect(sessionStorage).toHaveLength(0);
    server.live = '';
    await userEvent.click(screen.getByRole('button', { name: 'Open again' }));
    expect(await screen.findByText('Shared by Ada')).toBeVisible();
    expect(server.opened).toBe(2);
  });

  it('is known by the clock where only a refusal tells of it', async () => {
    server.until = new Date(Date.now() - 1000).toISOString();
    server.live = 'event: ended\ndata: {"reason":"unknown"}\n\n';
    open();
    expect(await screen.findByRole('heading', { name: 'Your session is over' })).toBeVisible();
  });

  it('is not what ended when the link was ended before its time', async () => {
    server.live = 'event: ended\ndata: {"reason":"revoked"}\n\n';
    open();
    expect(await screen.findByText('This dashboard is no longer shared.')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

it('asks for a password where there is one', async () => {
  server.session = 401;
  open();
  const field = await screen.findByLabelText('Password');
  server.session = 201;
  await userEvent.type(field, 'seven more runways{Enter}');
  await waitFor(() => expect(screen.getByText('Shared by Ada')).toBeVisible());
});

describe('A watermark', () => {
  it('lies over the page, and is read aloud once', async () => {
    server.watermarks = ['jane@united.example · 2026-11-30'];
    open();
    expect(await screen.findByText('Watermark: jane@united.example · 2026-11-30')).toBeVisible();
    expect(document.querySelectorAll('[data-watermark][aria-hidden="true"]')).toHaveLength(1);
  });

  it('comes without a reload when somebody asks for it', async () => {
    server.live = 'event: changed\ndata: {"what":"rights"}\n\n';
    server.watermarks = [null, 'jane@united.example · 2026-11-30'];
    open();
    expect(await screen.findByText(/^Watermark:/)).toBeVisible();
  });

  it('is not there where nobody asks for it', async () => {
    open();
    await screen.findByText('Shared by Ada');
    expect(document.querySelector('[data-watermark]')).toBeNull();
  });
});

describe('The brand', () => {
  const worn = () => document.documentElement.style.getPropertyValue('--accent');
  const brand = {
    accent: '#0a4d8c',
    name: 'Port Authority',
    logo: { path: '/brand/00ff', width: 320, height: 80 },
  };

  it('is on the page of a share, with the room that its logo takes', async () => {
    server.brand = brand;
    const { unmount } = open();
    const logo = await screen.findByRole('img', { name: 'Port Authority' });
    expect(logo).toHaveAttribute('src', '/brand/00ff');
    expect([logo.getAttribute('width'), logo.getAttribute('height')]).toEqual(['320', '80']);
    expect(worn()).toBe('#0a4d8c');
    unmount();
    expect(worn()).toBe('');
  });

  it('is told where a password is asked for', async () => {
    server.session = 401;
    server.brand = brand;
    open();
    await screen.findByLabelText('Password');
    expect(screen.getByRole('img', { name: 'Port Authority' })).toBeVisible();
    expect(worn()).toBe('#0a4d8c');
  });

  it('is none where none is said, and none for who only came by', async () => {
    open();
    await screen.findByText('Shared by Ada');
    expect(screen.queryByRole('img')).toBeNull();
    expect(worn()).toBe('');
  });
});
