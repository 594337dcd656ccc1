/** The page of a link before and while its scripts come: drawn by the server, readable without them, taken over without a jump. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { storageThrows, withStorageBlocked } from '../blocked';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';
import { as, demo, idOf } from '../demo';

/** A link to the demo's largest dashboard. */
async function link(page: Page, terms: Record<string, unknown> = {}): Promise<string> {
  const path = `/dashboards/${idOf(demo().dashboards, 'delays')}/shares`;
  const body = { kind: 'link', title: 'Seen early', abilities: ['interact'], ...terms };
  const made = await as('ada', page.request).post(path, body);
  expect(made.status()).toBe(201);
  const { link: address } = (await made.json()) as { link: string };
  const at = new URL(address).pathname;
  // Once asked, all of it is kept: a busy machine leaves out what it has not drawn in time.
  await expect
    .poll(async () => {
      const html = await (await page.request.get(at, { headers: { 'accept-language': 'en-GB' } })).text();
      return html.includes('id="painted"') && !html.includes('Widget_sk');
    })
    .toBe(true);
  return at;
}

async function withoutScripts(browser: Browser, more: object, look: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ ...more, javaScriptEnabled: false });
  try {
    await look(await context.newPage());
  } finally {
    await context.close();
  }
}

test('it is read with scripts off, in both colours and on a phone, and says that it is not live', async ({
  page,
  browser,
}) => {
  const at = await link(page);
  for (const colorScheme of ['light', 'dark'] as const)
    await withoutScripts(browser, { colorScheme }, async (still) => {
      await still.goto(at);
      await expect(still.getByRole('heading', { name: 'Seen early' })).toBeVisible();
      await expect(still.locator('noscript strong')).toHaveText('This page is not live');
      await expect(still.getByRole('article', { name: 'Flights', exact: true })).toContainText(/\d{3},\d{3}/);
      await expect(still.getByRole('img').first()).toBeVisible();
      const ground = await still.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(14, 17, 22)' : 'rgb(246, 247, 249)');
    });
  const phone = { viewport: { width: 390, height: 844 }, userAgent: 'Mozilla/5.0 (iPhone) Mobile Safari' };
  await withoutScripts(browser, phone, async (still) => {
    await still.goto(at);
    await expect(still.locator('noscript strong')).toHaveText('This page is not live');
    await expectNoSidewaysScroll(still);
  });
});

test('it speaks German to who reads German', async ({ page, browser }) => {
  const at = await link(page);
  await withoutScripts(browser, { locale: 'de-AT' }, async (still) => {
    await still.goto(at);
    await expect(still.locator('noscript strong')).toHaveText('Diese Seite ist nicht live');
    expect(await still.locator('html').getAttribute('lang')).toBe('de');
  });
});

for (const [name, viewport] of [
  ['a desk', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const)
  test(`scripts take over without a jump on ${name}`, async ({ page }) => {
    const at = await link(page);
    const list = complaints(page);
    await page.setViewportSize(viewport);
    await page.addInitScript(() => {
      const seen = globalThis as unknown as { moved: number };
      seen.moved = 0;
      new PerformanceObserver((entries) => {
        for (const entry of entries.getEntries()) seen.moved += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(at);
    await expect(page.locator('#painted')).toHaveCount(0);
    await expect(page.locator('#root [data-painted]')).toHaveCount(0);
    await expect(page.locator('#root [role="img"] > div > svg').first()).toBeVisible();
    const moved = await page.evaluate(() => (globalThis as unknown as { moved: number }).moved);
    expect(moved).toBeLessThanOrEqual(0.01);
    await expectAccessible(page);
    expect(list).toEqual([]);
  });

test('it is there and becomes alive where storage is blocked', async ({ page }) => {
  const at = await link(page);
  await withStorageBlocked(async (blocked) => {
    await blocked.goto(at);
    expect(await storageThrows(blocked)).toBe(true);
    await expect(blocked.locator('#painted')).toHaveCount(0);
    await expect(blocked.locator('#root [role="img"] > div > svg').first()).toBeVisible();
  });
});

test('a password and an ended link show their page as before', async ({ page }) => {
  const path = `/dashboards/${idOf(demo().dashboards, 'delays')}/shares`;
  const body = { kind: 'link', title: 'Guarded', password: 'seven more runways' };
  const made = (await (await as('ada', page.request).post(path, body)).json()) as { link: string };
  await page.goto(new URL(made.link).pathname);
  await expect(page.getByLabel('Password')).toBeVisible();
  await expect(page.locator('#painted')).toHaveCount(0);
});
