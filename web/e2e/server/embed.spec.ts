/**
 * A dashboard on another site's page: the sample site of examples/host on its own origin, in a browser that keeps no cookies
 * of other sites. Two customers, each with their own rows; tokens that are renewed; commands in, events out; the end.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type FrameLocator, type Page, test } from '@playwright/test';
// The sample has no types: it is read by people who build sites.
import { startSite } from '../../../examples/host/server.mjs';
import { as, demo, idOf } from '../demo';

type Embed = { share: string; kid: string; secret: string; site: string; server: Server };

/** An embed of the delays, and the sample site around it. */
async function embedded(
  request: Parameters<typeof as>[1],
  { seconds = 300, listed = true }: { seconds?: number; listed?: boolean } = {},
): Promise<Embed> {
  const ada = as('ada', request);
  // The site's own address is known when it listens.
  const facts = { vitrine: demo().base, share: '', kid: '', secret: '', port: 0, seconds };
  const server = (await startSite(facts)) as Server;
  const site = `http://localhost:${(server.address() as AddressInfo).port}`;
  const body = {
    kind: 'embed',
    title: 'Delays for customers',
    origins: [listed ? site : 'https://elsewhere.example'],
    abilities: ['interact'],
    rows: [{ dataset: 'flights', predicate: { in: ['origin', { viewer: 'airport' }] } }],
  };
  const made = await ada.post(`/dashboards/${idOf(demo().dashboards, 'delays')}/shares`, body);
  expect(made.status()).toBe(201);
  const { share, key } = (await made.json()) as {
    share: { id: string };
    key: { id: string; secret: string };
  };
  server.close();
  const known = {
    ...facts,
    share: share.id,
    kid: key.id,
    secret: key.secret,
    port: Number(new URL(site).port),
  };
  return { ...known, site, server: (await startSite(known)) as Server };
}

/** Looks with a browser that blocks other sites' cookies and storage: a real setting, nothing is faked. */
async function withForeignCookiesBlocked(look: (page: Page) => Promise<void>): Promise<void> {
  const { launchOptions, locale, viewport } = test.info().project.use;
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-embed-'));
  mkdirSync(join(folder, 'Default'));
  const preferences = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  const browser = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    ...(locale === undefined ? {} : { locale }),
    ...(viewport === undefined ? {} : { viewport }),
  });
  try {
    await look(browser.pages()[0] ?? (await browser.newPage()));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function enter(page: Page, embed: Embed, customer: string): Promise<FrameLocator> {
  await page.goto(embed.site);
  await page.getByRole('button', { name: customer }).click();
  return page.frameLocator('vitrine-dashboard iframe');
}

const heard = (page: Page, name: string) => page.locator(`#events li[data-event="${name}"]`);

test('two customers see their own rows, without a cookie of ours', async ({ request }) => {
  const embed = await embedded(request);
  try {
    await withForeignCookiesBlocked(async (page) => {
      const inside = await enter(page, embed, 'Kennedy Ground');
      await expect(inside.getByRole('article', { name: 'Longest waits' })).toContainText('JFK');
      await expect(inside.getByRole('article', { name: 'Longest waits' })).not.toContainText('EWR');
      await expect(heard(page, 'ready')).toHaveCount(1);
      // As high as what is shown: nothing scrolls inside.
      await expect
        .poll(() => inside.locator('html').evaluate((html) => html.scrollHeight - html.clientHeight))
        .toBeLessThanOrEqual(1);
      expect((await page.context().cookies(demo().base)).length).toBe(0);
      await page.getByRole('button', { name: 'Leave' }).click();
      const other = await enter(page, embed, 'Newark Ground');
      await expect(other.getByRole('article', { name: 'Longest waits' })).toContainText('EWR');
      await expect(other.getByRole('article', { name: 'Longest waits' })).not.toContainText('JFK');
    });
  } finally {
    embed.server.close();
  }
});

test('the site sets time, theme, language and the whole state, and hears of what is chosen', async ({
  page,
  request,
}) => {
  const embed = await embedded(request);
  try {
    const inside = await enter(page, embed, 'Kennedy Ground');
    await expect(heard(page, 'ready')).toHaveCount(1);
    await page.getByRole('button', { name: 'Dark' }).click();
    await expect(inside.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await expect(inside.locator('html')).toHaveAttribute('lang', 'de');
    await page.getByRole('button', { name: 'January' }).click();
    await expect(heard(page, 'filter').last()).toContainText('2013-02-01');
    await page.getByRole('button', { name: 'Keep this view' }).click();
    await page.reload();
    await expect(heard(page, 'ready')).toHaveCount(1);
    await expect(heard(page, 'filter')).toHaveCount(0);
    await page.getByRole('button', { name: 'Kept view' }).click();
    await expect(heard(page, 'filter').last()).toContainText('2013-02-01');
  } finally {
    embed.server.close();
  }
});

test('tokens are renewed before the session is over, and the page goes on', async ({ page, request }) => {
  const embed = await embedded(request, { seconds: 6 });
  try {
    const opened: string[] = [];
    page.on('request', (one) => {
      if (one.url().endsWith('/share-sessions')) opened.push(one.postData() ?? '');
    });
    const inside = await enter(page, embed, 'Kennedy Ground');
    await expect(inside.getByRole('article', { name: 'Longest waits' })).toContainText('JFK');
    await expect.poll(() => opened.length).toBeGreaterThan(3);
    expect(opened.slice(1).every((body) => body.includes('"renews":"vs_'))).toBe(true);
    await expect(inside.getByRole('article', { name: 'Longest waits' })).toContainText('JFK');
    await expect(heard(page, 'ended')).toHaveCount(0);
    const share = await (await as('ada', request).get(`/shares/${embed.share}`)).json();
    expect((share as { views: number }).views).toBe(1);
  } finally {
    embed.server.close();
  }
});

test('a key that is removed ends what it opened, in front of the reader', async ({ page, request }) => {
  const embed = await embedded(request);
  try {
    const inside = await enter(page, embed, 'Kennedy Ground');
    await expect(inside.getByRole('article', { name: 'Longest waits' })).toContainText('JFK');
    await as('ada', request).delete(`/shares/${embed.share}/keys/${embed.kid}`);
    await expect(heard(page, 'ended')).toHaveCount(1);
    await expect(inside.getByRole('article', { name: 'Longest waits' })).toHaveCount(0);
    await expect(inside.getByRole('heading', { name: 'Your session is over' })).toBeVisible();
  } finally {
    embed.server.close();
  }
});

test('another site shows nothing, and a copied address neither', async ({ page, request }) => {
  const embed = await embedded(request, { listed: false });
  try {
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    await enter(page, embed, 'Kennedy Ground');
    await expect.poll(() => refused.join('\n')).toContain('frame-ancestors');
    await expect(heard(page, 'ready')).toHaveCount(0);
    // Opened by itself: a page that says where it belongs, and nothing of the dashboard.
    await page.goto(`${demo().base}/e/${embed.share}`);
    await expect(page.getByRole('heading', { name: 'This dashboard is part of another page' })).toBeVisible();
    await expect(page.getByText('Longest waits')).toHaveCount(0);
  } finally {
    embed.server.close();
  }
});
