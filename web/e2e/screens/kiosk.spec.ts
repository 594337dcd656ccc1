/** Dashboards on a wall: nobody touches it, whatever happens to the network, the server, the session or the share. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, expectAccessible } from '../checks';
import { WallServer } from '../wall';

const wall = new WallServer();

test.beforeEach(async ({ page }) => {
  Object.assign(wall, { share: 'open', rotation: [], password: null, value: 100 });
  wall.forgetSessions();
  await wall.start();
  // Hours pass in a moment; what is asked of the server goes its real way.
  await page.clock.install();
});
test.afterEach(async () => await wall.stop());

const shown = (page: Page) => page.locator('[data-shown="true"]');
const title = (page: Page) => shown(page).getByRole('heading', { level: 1 });

async function openLink(page: Page, query = 'kiosk=true'): Promise<void> {
  await page.goto(`${wall.url}/s/SECRET?${query}`);
  await expect(title(page)).toHaveText('Wall in hall 3');
  await expect(shown(page).getByText('100')).toHaveCount(2);
}

/** Moves the page's clock until it shows this. */
async function until(page: Page, step: number, tries: number, look: () => Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < tries; tried += 1) {
    if (await look()) return;
    await page.clock.fastForward(step);
    // What the server answers takes real time.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  expect(await look()).toBe(true);
}

test('fills the screen with one dashboard and nothing around it', async ({ page }) => {
  const list = complaints(page);
  // The screen is larger than the browser's window.
  await page.addInitScript(() => Object.defineProperty(screen, 'width', { value: 9_999 }));
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 3840, height: 2160 },
  ]) {
    await page.setViewportSize(size);
    await openLink(page);
    const box = await shown(page).boundingBox();
    expect(Math.round(box?.width ?? 0)).toBe(size.width);
    expect(Math.round(box?.height ?? 0)).toBe(size.height);
    const last = await page.locator('#w-asked').boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(size.height);
    // Both widgets have half of it each.
    expect(last?.height ?? 0).toBeGreaterThan(size.height * 0.4);
  }
  await expect(page.getByRole('button')).toHaveCount(0);

  await expect(page.getByText('Click or press any key for the full screen.')).toBeVisible();
  await expectAccessible(page);
  await page.clock.fastForward(9_000);
  await expect(page.getByText('Click or press any key')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Dashboards on this screen' })).toHaveCSS('cursor', 'none');
  await page.mouse.move(200, 200);
  await page.mouse.move(210, 200);
  await expect(page.getByRole('region', { name: 'Dashboards on this screen' })).not.toHaveCSS(
    'cursor',
    'none',
  );
  expect(list).toEqual([]);
});

test('turns by the clock and by the keys, and holds no more than two at a time', async ({ page }) => {
  await page.goto(`${wall.url}/d/dsh_1?kiosk=true&every=30s&rotate=dsh_2,dsh_3`);
  await expect(title(page)).toHaveText('Departures');
  await expect(page.getByText('1 of 3')).toBeVisible();
  for (const name of ['Delays by hour', 'Weather', 'Departures', 'Delays by hour']) {
    await page.clock.fastForward(30_500);
    await expect(title(page)).toHaveText(name);
    await expect.poll(() => wall.open).toBe(1);
    await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toHaveCount(1);
  }
  await page.keyboard.press('ArrowLeft');
  await expect(title(page)).toHaveText('Departures');
  await page.keyboard.press('ArrowRight');
  await expect(title(page)).toHaveText('Delays by hour');
  await page.keyboard.press(' ');
  await expect(page.getByText('Paused')).toBeVisible();
  await page.clock.fastForward(300_000);
  await expect(title(page)).toHaveText('Delays by hour');
  await page.keyboard.press(' ');
  await page.clock.fastForward(30_500);
  await expect(title(page)).toHaveText('Weather');
});

test('a screen link opens its rotation, and goes on with what is left of it', async ({ page }) => {
  wall.rotation = [
    { id: 'dsh_1', title: 'Departures', seconds: 10 },
    { id: 'dsh_3', title: 'Weather', seconds: 20 },
    { id: 'dsh_2', title: 'Delays by hour', seconds: 10 },
  ];
  await page.goto(`${wall.url}/s/SECRET?kiosk=true`);
  await expect(title(page)).toHaveText('Departures');
  await page.clock.fastForward(10_500);
  await expect(title(page)).toHaveText('Weather');
  await page.clock.fastForward(10_500);
  await expect(title(page)).toHaveText('Weather');
  await page.clock.fastForward(10_500);
  await expect(title(page)).toHaveText('Delays by hour');
  // It may not be shown any more: the others go on, and nothing is said of it.
  wall.rotation = wall.rotation.slice(0, 2);
  wall.end('paused');
  await expect(page.getByText('1 of 2')).toBeVisible();
  for (const name of ['Weather', 'Departures', 'Weather']) {
    await page.clock.fastForward(20_500);
    await expect(title(page)).toHaveText(name);
  }
  await expect(page.getByText('No longer shared')).toHaveCount(0);
});

test('keeps its last picture for hours without network, marked as old, and goes on', async ({
  page,
  context,
}) => {
  await openLink(page, 'kiosk=true&every=30s');
  await context.setOffline(true);
  await wall.stop();
  await until(page, 30_000, 20, async () => (await page.getByText(/^Stale since/).count()) > 1);
  await page.clock.fastForward(6 * 3_600_000);
  await expect(shown(page).getByText('100')).toHaveCount(2);
  await expect(page.getByText(/^Stale since/).first()).toBeVisible();
  wall.value = 250;
  await wall.start();
  await context.setOffline(false);
  await until(page, 30_000, 20, async () => (await shown(page).getByText('250').count()) === 2);
  await expect(page.getByText(/^Stale since/)).toHaveCount(0);
});

test('goes on by itself after a restart of the server, also when that forgot its session', async ({
  page,
}) => {
  wall.password = 'seven more runways';
  await page.goto(`${wall.url}/s/SECRET?kiosk=true`);
  await page.getByLabel('Password').fill('seven more runways');
  await page.getByLabel('Password').press('Enter');
  await expect(shown(page).getByText('100')).toHaveCount(2);
  await wall.stop();
  wall.forgetSessions();
  wall.value = 300;
  await wall.start();
  await until(page, 5_000, 40, async () => (await shown(page).getByText('300').count()) === 2);
  await expect(page.getByLabel('Password')).toHaveCount(0);
});

test('says that it is no longer shared, asks quietly, and comes back when it is resumed', async ({
  page,
}) => {
  await openLink(page);
  wall.share = 'paused';
  wall.end('paused');
  await expect(page.getByRole('heading', { name: 'No longer shared' })).toBeVisible();
  await expect(page.getByText('100')).toHaveCount(0);
  await expectAccessible(page);
  const opened = () => wall.calls.filter((call) => call === 'POST /share-sessions').length;
  const before = opened();
  for (let minutes = 0; minutes < 10; minutes += 1) {
    await page.clock.runFor(60_000);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  expect(opened() - before).toBeGreaterThanOrEqual(2);
  expect(opened() - before).toBeLessThanOrEqual(16);
  wall.share = 'open';
  wall.value = 400;
  await until(page, 60_000, 10, async () => (await shown(page).getByText('400').count()) === 2);
});

test('Esc leaves, and the address is that of a desk', async ({ page }) => {
  await openLink(page, 'kiosk=true&every=10s');
  await page.keyboard.press('Escape');
  await page.waitForURL(`${wall.url}/s/SECRET`);
});
