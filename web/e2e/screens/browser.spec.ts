/** What a browser refuses: storage and cookies, and the clipboard over plain http. The screens go on, and say what they must. */
import { expect, test, type Page } from '@playwright/test';
import { storageThrows, withStorageBlocked } from '../blocked';
import { complaints } from '../checks';

test('with storage blocked the screens open, and a chosen language holds', async () => {
  await withStorageBlocked(async (page) => {
    const list = complaints(page);
    await page.goto('/');
    expect(await storageThrows(page)).toBe(true);
    await expect(page.getByRole('heading', { level: 1, name: 'Dashboards' })).toBeVisible();
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(list).toEqual([]);
  });
});

test('with storage blocked the editor says that a draft will not last', async () => {
  await withStorageBlocked(async (page) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Carrier scorecard' }).click();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Another title');
    await expect(page.getByText('This browser cannot keep your draft.')).toBeVisible();
  });
});

/** A browser on a page of plain http has no clipboard; it may refuse the old way of copying as well. */
async function withoutClipboard(page: Page, refuses: boolean): Promise<void> {
  await page.addInitScript((no) => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    if (no) document.execCommand = () => false;
  }, refuses);
}

async function newToken(page: Page) {
  await page.goto('/tokens');
  await page.getByRole('button', { name: 'New token' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Copied by hand');
  await dialog.getByRole('button', { name: /^Create/ }).click();
  const token = dialog.getByLabel('The token', { exact: true });
  await expect(token).toHaveValue(/^vt_/);
  return { dialog, token };
}

test('the copy button works over plain http, inside a dialog too', async ({ page }) => {
  const list = complaints(page);
  await withoutClipboard(page, false);
  const { dialog, token } = await newToken(page);
  const text = await token.inputValue();
  await dialog.getByRole('button', { name: 'Copy' }).first().click();
  await expect(dialog.getByRole('button', { name: 'Copied', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto('/data');
  const search = page.getByRole('searchbox').first();
  await search.click();
  await page.keyboard.press('Control+V');
  await expect(search).toHaveValue(text);
  expect(list).toEqual([]);
});

test('where the browser refuses to copy, the text is selected and it says so', async ({ page }) => {
  await withoutClipboard(page, true);
  const { dialog, token } = await newToken(page);
  await dialog.getByRole('button', { name: 'Copy' }).first().click();
  await expect(dialog.getByText(/The text is selected: copy it with Ctrl\+C/)).toBeVisible();
  await expect(token).toBeFocused();
  const selected = await token.evaluate((field: HTMLInputElement) => [
    field.selectionStart,
    field.selectionEnd,
  ]);
  expect(selected).toEqual([0, (await token.inputValue()).length]);
});
