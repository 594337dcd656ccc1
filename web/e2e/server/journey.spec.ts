/**
 * The main way through the product, in one go and with four browsers: a file becomes a dashboard, a colleague and a
 * stranger open it, both see rows move that were pushed, and the stranger's page closes when the share ends.
 */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { complaints, expectAccessible } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

const stamp = Date.now().toString(36);

/** A browser of its own: no cookie, no storage shared with the others. */
async function another(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'en-GB' });
  return context.newPage();
}

function widget(page: Page, title: string) {
  return page.getByRole('article', { name: title });
}

/** Links name the server's own address; the tests may stand before another one. */
function pathOf(link: string): string {
  return new URL(link).pathname;
}

async function addPerson(page: Page, name: string, level: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Add people or groups' });
  await box.fill(name);
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: /^Level of those you add/ }).click();
  // "View" is also how "View & share" begins.
  await page.getByRole('menuitemradio', { name: new RegExp(`^${level} (?!&)`) }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Shared with people' })).toContainText(name);
}

async function makeLink(page: Page, title: string): Promise<string> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Link' }).click();
  await dialog.getByRole('button', { name: 'New link' }).click();
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const made = dialog.getByRole('region', { name: 'The new link' });
  return made.getByLabel('Outside link').inputValue();
}

test('from a file to a colleague and a stranger, and back', async ({ page, browser, baseURL, request }) => {
  const ada = as('ada', request);
  const home = idOf(demo().workspaces, 'port-authority');
  const list = complaints(page);

  // A file becomes a dataset, and the dataset a dashboard.
  await signIn(page, 'ada', `/data?workspace=${home}`);
  const name = `e2e_gates_${stamp}`;
  const rows = Array.from({ length: 240 }, (_, i) => `A${i % 6},${i % 40}`).join('\n');
  await page
    .getByLabel('Choose a file')
    .last()
    .setInputFiles({
      name: `${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(`gate,wait\n${rows}\n`),
    });
  const upload = page.getByRole('dialog');
  await upload.getByRole('button', { name: 'Upload' }).click();
  await expect(upload.getByText('240 rows loaded')).toBeVisible();
  await upload.getByRole('link', { name: 'Create a dashboard from it' }).click();
  const title = `Waiting at the gates ${stamp}`;
  await page.getByLabel('Title', { exact: true }).fill(title);
  await expect(page.getByRole('article').first()).toBeVisible();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('article').first()).toContainText(/240|A0|19/);
  const made = /\/d\/(dsh_\w+)/.exec(page.url())?.[1] ?? '';

  // Shared with a colleague, who opens it at that level.
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await addPerson(page, 'Vera', 'View');
  const vera = await another(browser, baseURL);
  await signIn(vera, 'vera', `/d/${made}`);
  await expect(vera.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(vera.getByRole('article').first()).toContainText(/240|A0|19/);
  await expect(vera.getByRole('link', { name: 'Edit' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  // The live dashboard: the colleague and a stranger watch the same figure.
  const live = idOf(demo().dashboards, 'operations-now');
  await page.goto(`/d/${live}`);
  await expect(widget(page, 'Newark · temperature')).toContainText('°F');
  await page.getByRole('button', { name: /^Share/ }).click();
  const shareTitle = `Screens ${stamp}`;
  const link = await makeLink(page, shareTitle);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  // It was read off the screen and not copied: that is asked about first.
  await page.getByRole('button', { name: 'Close without it' }).click();

  await vera.goto(`/d/${live}`);
  const stranger = await another(browser, baseURL);
  const strangerSays = complaints(stranger);
  await stranger.goto(pathOf(link));
  await expect(widget(stranger, 'Newark · temperature')).toContainText('°F');
  await expect(widget(vera, 'Newark · temperature')).toContainText('°F');
  await expectAccessible(stranger);

  // Newer than whatever the replay has pushed, and a figure that no weather has.
  const value = 150 + Math.floor(Math.random() * 700);
  const at = new Date(Date.UTC(2100, 0, 1) + (Date.now() % 1e10)).toISOString();
  const pushed = await ada.post(`/datasets/${idOf(demo().datasets, 'readings')}/rows`, [
    { station: 'EWR', time: at, temp: value, wind_speed: 9, visib: 10, pressure: 1013, precip: 0 },
  ]);
  expect(pushed.status()).toBe(200);
  for (const one of [vera, stranger])
    await expect(widget(one, 'Newark · temperature')).toContainText(String(value));

  // Ended from the dialog: the open page says so by itself.
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: `Actions for “${shareTitle}”` }).click();
  await page.getByRole('menuitem', { name: /^End for good/ }).click();
  const ended = page.waitForResponse((one) => one.request().method() === 'DELETE' && one.status() === 204);
  await page.getByRole('button', { name: 'End link' }).click();
  await ended;
  await expect(stranger.getByText('This dashboard is no longer shared.')).toBeVisible();
  await expect(widget(stranger, 'Newark · temperature')).toHaveCount(0);
  await expect(widget(vera, 'Newark · temperature')).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByText('This dashboard is no longer shared.')).toBeVisible();

  expect(list).toEqual([]);
  expect(strangerSays).toEqual([]);
  expect((await ada.delete(`/dashboards/${made}`)).status()).toBe(204);
  await vera.context().close();
  await stranger.context().close();
});
