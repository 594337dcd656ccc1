/** Guests, with made-up answers: the sharer's four acts, each guest of a share, the reader's code, and the outbox. */
import { expect, test, type Page } from '@playwright/test';
import { withStorageBlocked, storageThrows } from '../blocked';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';

const german = { name: 'vitrine.language', value: 'de' };
async function inGerman(page: Page): Promise<void> {
  await page.addInitScript(({ name, value }) => localStorage.setItem(name, value), german);
}
/** As paste does it: the whole text at once, and the field is told. */
async function paste(page: Page, text: string): Promise<void> {
  await page.keyboard.insertText(text);
}
const forget = (page: Page) => page.request.delete('/api/v1/shared-with-me');

test('a guest is invited in four acts, and what was typed is shown as it is stored', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Delays', exact: true }).first().click();
  // One: Share. Two: Guests. Three: paste. Four: Share.
  await page.getByRole('button', { name: /^Share/ }).click();
  await page.getByRole('tab', { name: 'Guests' }).click();
  await expect(page.getByLabel('E-mail addresses')).toBeFocused();
  await paste(page, 'OPS@united-two.example; Uma Lind <uma@delta-two.example>\nops@united-two.example,');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'Who is invited' })).toContainText('ops@united-two.example');
  await expect(dialog.getByText('1 was there twice and counts once.')).toBeVisible();
  await expect(dialog.getByText(/^This opens/)).toBeVisible();
  await expect(dialog.getByText(/It ends /)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Share with 2 guests' }).click();
  const made = dialog.getByRole('region', { name: 'The new guests' });
  await expect(made.getByText('Shared with 2 guests')).toBeVisible();
  await expect(made.getByText(/2 invitations wait in the outbox/)).toBeVisible();
  await expectAccessible(page);
  await made.getByRole('button', { name: 'To the outbox' }).click();
  await expect(page).toHaveURL(/\/outbox$/);
  expect(list.filter((one) => !one.includes('503'))).toEqual([]);
});

test('each guest is told and can be removed; German, dark, on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await inGerman(page);
  await page.goto('/shares');
  await page.getByRole('button', { name: /Airline partners/ }).click();
  await page.getByRole('menuitem', { name: 'Gäste …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Gäste von „Airline partners“' });
  await expect(dialog.getByText('ops@united.example')).toBeVisible();
  await expect(dialog.getByText(/in einem anderen Browser geöffnet/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await dialog.getByRole('button', { name: 'Aktionen für lena@münchen.example' }).click();
  await page.getByRole('menuitem', { name: /Entfernen/ }).click();
  await expect(dialog.getByText('lena@münchen.example ist entfernt und sieht nichts mehr.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Wieder einladen' }).first().click();
  await expect(dialog.getByText('lena@münchen.example ist wieder eingeladen.')).toBeVisible();
});

test('a reader proves the address by keyboard alone', async ({ page }) => {
  const list = complaints(page);
  await forget(page);
  await page.goto('/s/own');
  await expect(page.getByRole('button', { name: 'Send code' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Code of six digits')).toBeFocused();
  await page.keyboard.type('000000');
  await expect(page.getByText(/wrong or no longer valid/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type('123456');
  await expect(page.getByRole('heading', { name: 'Delays' })).toBeVisible();
  await page.goto('/shared');
  await expect(page.getByRole('heading', { name: 'Shared with you' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Airline partners' }).click();
  await expect(page).toHaveURL(/\/shared\/rcp_0$/);
  await expect(page.getByRole('heading', { name: 'Delays' })).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Forget me in this browser' }).click();
  await expect(page.getByText('This browser no longer knows you.')).toBeVisible();
  await page.goto('/shared/rcp_0');
  await expect(page.getByText('Nobody is known in this browser')).toBeVisible();
  expect(list.filter((one) => !one.includes('503'))).toEqual([]);
});

test('the link of a domain asks for an address; German, dark, on a phone', async ({ page }) => {
  await forget(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await inGerman(page);
  await page.goto('/s/domain');
  await page.getByLabel('E-Mail-Adresse').fill('ops@united.example');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Wenn dieses Dashboard mit ops@united\.example geteilt ist/)).toBeVisible();
  await page.getByLabel('Code aus sechs Ziffern').fill('999999');
  await expect(page.getByText(/Zu viele Versuche/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  // Back from the mail, on a phone that loaded the page anew.
  await page.reload();
  await page.getByLabel('Code aus sechs Ziffern').fill('123 456');
  await expect(page.getByRole('heading', { name: 'Delays' })).toBeVisible();
  await forget(page);
});

test('a code opens it where the browser stores nothing', async ({ page }) => {
  await forget(page);
  await withStorageBlocked(async (blocked) => {
    await blocked.goto('/s/own');
    expect(await storageThrows(blocked)).toBe(true);
    await blocked.getByRole('button', { name: 'Send code' }).click();
    await blocked.getByLabel('Code of six digits').fill('123456');
    await expect(blocked.getByRole('heading', { name: 'Delays' })).toBeVisible();
  });
  await forget(page);
});

test('the outbox shows a mail and lets nothing in it run', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Outbox' }).click();
  const row = page.getByRole('row', { name: /night\.shift@jetblue\.example/ });
  await expect(row).toContainText('the mail server refused it');
  await expectAccessible(page);
  await row.getByRole('button', { name: /^night\.shift/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Open it: http/)).toBeVisible();
  // Looked at before the HTML: no tool can look into a frame in which no script runs.
  await expectAccessible(page);
  await dialog.getByRole('tab', { name: 'HTML' }).click();
  const mail = dialog.frameLocator('iframe');
  await expect(mail.getByText('Your delays, live.')).toBeVisible();
  // Its script did not run: nothing from a mail reaches the page.
  await expect(page).toHaveTitle(/Outbox/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Send a test mail' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText(/No server took the test mail/).first()).toBeVisible();
  await row.getByRole('button', { name: 'Actions: night.shift@jetblue.example' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
});
