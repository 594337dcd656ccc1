/** Every page with real data: accessible, quiet under the server's own policy, and not wider than a phone. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';
import { demo, idOf, signIn } from '../demo';

/** Nothing still loads: every widget has its drawing or its words. */
async function drawn(page: Page): Promise<void> {
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

const dashboard = (name: string) => `/d/${idOf(demo().dashboards, name)}`;

const pages: [string, () => string, (page: Page) => Promise<void>][] = [
  ['home', () => '/', (page) => expect(page.getByRole('link', { name: 'Airline scorecard' })).toBeVisible()],
  ['dashboard', () => dashboard('delays'), drawn],
  ['live dashboard', () => dashboard('operations-now'), drawn],
  ['dashboard with controls', () => dashboard('routes'), drawn],
  ['data', () => '/data', (page) => expect(page.getByRole('link', { name: 'Flights' })).toBeVisible()],
  [
    'dataset',
    () => `/data/${idOf(demo().datasets, 'flights')}`,
    (page) => expect(page.getByRole('region', { name: 'Preview' }).getByRole('row')).toHaveCount(101),
  ],
  ['editor', () => `${dashboard('delays')}/edit`, drawn],
  ['shares', () => '/shares', (page) => expect(page.getByText('For the terminal screens')).toBeVisible()],
];

for (const [name, path, ready] of pages) {
  test(`${name}: accessible in both colours, quiet, fits a phone`, async ({ page }) => {
    const list = complaints(page);
    await signIn(page, 'ada', path());
    await ready(page);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    expect(list).toEqual([]);
  });
}

test('share dialog: both doors are accessible', async ({ page }) => {
  const list = complaints(page);
  await signIn(page, 'ada', dashboard('delays'));
  await drawn(page);
  await page.getByRole('button', { name: /^Share/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('region', { name: 'Shared with people' })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('tab', { name: 'Link' }).click();
  await expect(dialog.getByText('Delays at Kennedy')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'New link' }).click();
  await expect(dialog.getByText(/^This opens/)).toBeVisible();
  await expectAccessible(page);
  expect(list).toEqual([]);
});

test('sign in: accessible', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page);
});

test('shared page: accessible, quiet, no trace of the app, its own rows', async ({ page }) => {
  const list = complaints(page);
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(new URL(demo().shares['kennedy-delays']?.link ?? '').pathname);
  await drawn(page);
  await expect(page.getByRole('article', { name: 'Flights', exact: true })).toContainText(/111,\d{3}/);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  // Not even the code of the app, nor a question about anything but this dashboard.
  expect(
    loaded.filter((path) => /index-|EditorPage|ShareDialog|HomePage|\/workspaces|\/users/.test(path)),
  ).toEqual([]);
  expect(list).toEqual([]);
});

test('an ended share says so and nothing else', async ({ page }) => {
  await page.goto(new URL(demo().shares['last-summer']?.link ?? '').pathname);
  await expect(page.getByText('This dashboard is no longer shared.')).toBeVisible();
  await expectAccessible(page);
});

test('an airline sees its own rows of the same dashboard', async ({ page }) => {
  const workspace = idOf(demo().workspaces, 'united');
  await signIn(page, 'uma', `${dashboard('delays')}?workspace=${workspace}`);
  await expect(page.getByRole('article', { name: 'Flights', exact: true })).toContainText(/58,\d{3}/);
  await expect(page.getByRole('link', { name: 'Edit' })).toHaveCount(0);
});

test('a dashboard downloads as PDF', async ({ page }) => {
  await signIn(page, 'ada', dashboard('delays'));
  await drawn(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /PDF/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  const stream = await file.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(20_000);
});
