/** The door *Embed in a site*, with made-up answers: from the sites to the code, and a key that is replaced. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';

async function door(page: Page) {
  await page.goto('/');
  await page.getByRole('link', { name: 'Delays' }).click();
  await page.getByRole('button', { name: /^Share/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Share/ });
  await dialog.getByRole('tab', { name: 'Embed in a site' }).click();
  return dialog;
}

test('makes an embed, shows its key once, and gives the code', async ({ page }) => {
  const list = complaints(page);
  const sent: unknown[] = [];
  page.on('request', (one) => {
    if (one.method() === 'POST' && new URL(one.url()).pathname.endsWith('/shares'))
      sent.push(one.postDataJSON());
  });
  const dialog = await door(page);
  await dialog.getByRole('button', { name: 'New embed' }).click();
  await dialog.getByLabel('Sites that may show it').fill('intranet.example');
  await dialog.getByRole('button', { name: 'Create embed' }).click();
  await expect(dialog.getByText(/“intranet.example” is not the address of a site/)).toBeVisible();
  await dialog.getByLabel('Sites that may show it').fill('https://intranet.example\nhttp://localhost:3000');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create embed' }).click();

  const secret = dialog.getByRole('region', { name: 'Secret of the new key' });
  await expect(secret.getByRole('textbox')).toHaveValue(/^vk_/);
  expect(sent).toMatchObject([
    { kind: 'embed', origins: ['http://localhost:3000', 'https://intranet.example'] },
  ]);
  await expect(dialog.getByText('<vitrine-dashboard share="shr_')).toBeVisible();
  for (const [name, text] of [
    ['Node', 'createHmac'],
    ['Python', 'hashlib.sha256'],
    ['Go', 'sha256.New'],
  ] as const) {
    await dialog.getByRole('tab', { name }).click();
    await expect(dialog.getByRole('region', { name })).toContainText(text);
    await expect(dialog.getByRole('region', { name })).toContainText('key_');
  }
  await expectAccessible(page);

  // What was not copied is not lost without a word.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: /^Close without copying/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Add key' }).click();
  await expect(dialog.getByRole('button', { name: /^Remove key/ })).toHaveCount(2);
  await dialog
    .getByRole('button', { name: /^Remove key/ })
    .first()
    .click();
  await page
    .getByRole('dialog', { name: /^Remove/ })
    .getByRole('button', { name: 'Remove key' })
    .click();
  await expect(dialog.getByRole('button', { name: /^Remove key/ })).toHaveCount(1);
  expect(list.filter((one) => !one.includes('503'))).toEqual([]);
});

for (const look of [
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1360, height: 800 }, locale: 'en-GB' },
  { name: 'phone in German', colorScheme: 'light', viewport: { width: 360, height: 740 }, locale: 'de-DE' },
] as const) {
  test.describe(look.name, () => {
    test.use({ colorScheme: look.colorScheme, viewport: look.viewport, locale: look.locale });
    test('the door fits', async ({ page }) => {
      await page.goto('/');
      await page.getByRole('link', { name: 'Delays' }).click();
      await page.getByRole('button', { name: /^(Share|Freigeben|Geteilt|Teilen)/ }).click();
      await page.getByRole('tab', { name: /Embed in a site|In eine Website einbetten/ }).click();
      await page.getByRole('button', { name: /New embed|Neue Einbettung/ }).click();
      await page
        .getByLabel(/Sites that may show it|Websites, die es zeigen dürfen/)
        .fill('https://intranet.example');
      await page.getByRole('button', { name: /Create embed|Einbettung erstellen/ }).click();
      await expect(page.getByText('<vitrine-dashboard share="shr_')).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  });
}
