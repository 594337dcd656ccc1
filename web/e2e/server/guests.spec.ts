/**
 * Guests from both sides, in two profiles: somebody shares in four acts, a reader proves the address by the code of the mail
 * (read from the outbox, as no mail server is set up), and is cut the moment that they are removed.
 */
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

type Mail = { id: string; to: string; kind: string; text?: string };

/** What the newest mail of a kind to somebody says. */
async function mailTo(request: APIRequestContext, to: string, kind: string): Promise<string> {
  let text = '';
  await expect(async () => {
    const list = (await (await as('ada', request).get('/outbox')).json()) as { items: Mail[] };
    const found = list.items.find((one) => one.to === to && one.kind === kind);
    expect(found, `no ${kind} to ${to}`).toBeDefined();
    const mail = (await (await as('ada', request).get(`/outbox/${found?.id}`)).json()) as Mail;
    text = mail.text ?? '';
    expect(text).not.toBe('');
  }).toPass({ timeout: 60_000 });
  return text;
}
const linkIn = (text: string) => new URL(/https?:\S+\/s\/\S+/.exec(text)?.[0] ?? '').pathname;
const codeIn = (text: string) => /\b(\d{3}) ?(\d{3})\b/.exec(text)?.slice(1).join('') ?? '';

/** Four acts from the dashboard: Share, Guests, paste, Share. */
async function share(page: Page, text: string, words: { share: RegExp; guests: string; send: RegExp }) {
  await page.getByRole('button', { name: words.share }).click();
  await page.getByRole('tab', { name: words.guests }).click();
  await expect(page.getByRole('dialog').locator('textarea').first()).toBeFocused();
  await page.keyboard.insertText(text);
  await page.getByRole('button', { name: words.send }).click();
}
const english = { share: /^Shared?/, guests: 'Guests', send: /^Share with/ };
const german = { share: /^(?:Geteilt|Teilen)/, guests: 'Gäste', send: /^Mit .* teilen/ };

test('a guest is invited in four acts, reads by a code, and is cut when removed', async ({
  page,
  browser,
  request,
}) => {
  const list = complaints(page);
  const address = `ops.${Date.now()}@united.example`;
  await signIn(page, 'ada', `/d/${idOf(demo().dashboards, 'delays')}`);
  await share(page, `  ${address.toUpperCase()} ; "Ops" <${address}>,`, english);
  const made = page.getByRole('region', { name: 'The new guests' });
  await expect(made.getByText('Shared with 1 guest')).toBeVisible();
  await expect(made.getByText(/1 invitation waits in the outbox/)).toBeVisible();
  await expectAccessible(page);

  // The reader: another profile, a phone, the keyboard alone.
  const reader = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
  const phone = await reader.newPage();
  const theirs = complaints(phone);
  const invitation = await mailTo(request, address, 'guest_invitation');
  await phone.goto(`${demo().base}${linkIn(invitation)}`);
  await expect(phone.getByRole('heading', { name: /^This is for o/ })).toBeVisible();
  await expect(phone.getByText(address)).toHaveCount(0);
  await expectAccessible(phone);
  await phone.keyboard.press('Enter');
  await expect(phone.getByLabel('Code of six digits')).toBeFocused();
  const code = codeIn(await mailTo(request, address, 'guest_code'));
  await phone.keyboard.type(code === '000000' ? '111111' : '000000');
  await expect(phone.getByText(/wrong or no longer valid/)).toBeVisible();
  await phone.keyboard.type(code);
  await expect(phone.getByText(/^Shared by/)).toBeVisible();
  await expect(phone.getByText(`Open for ${address}`)).toBeVisible();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);

  // The same link in a third browser opens nothing, and is told.
  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  await other.goto(`${demo().base}${linkIn(invitation)}`);
  await expect(other.getByRole('button', { name: 'Send code' })).toBeVisible();
  await stranger.close();

  await made.getByRole('button', { name: 'Done' }).click();
  const guests = page.getByRole('list', { name: /^Guests of/ }).filter({ hasText: address });
  await expect(guests.getByText('Verified', { exact: true })).toBeVisible();
  await expect(guests.getByText(/opened in another browser/)).toBeVisible();

  await phone.getByRole('link', { name: 'All that is shared with you' }).click();
  await expect(phone.getByRole('heading', { name: 'Shared with you' })).toBeVisible();
  await expectAccessible(phone);
  await phone.getByRole('list').getByRole('link').first().click();
  await expect(phone.getByText(/^Shared by/)).toBeVisible();

  await guests.getByRole('button', { name: `Actions for ${address}` }).click();
  await page.getByRole('menuitem', { name: /^Remove/ }).click();
  await expect(page.getByText(`${address} is removed and sees nothing any more.`)).toBeVisible();
  await expect(phone.getByText('This dashboard is no longer shared.')).toBeVisible();
  await reader.close();
  expect(list).toEqual([]);
  expect(theirs).toEqual([]);
});

test('a whole domain comes by its link; in German, dark, and whoever says "not you" is forgotten', async ({
  page,
  browser,
  request,
}) => {
  const domain = `d${Date.now()}.example`;
  await page.addInitScript(() => localStorage.setItem('vitrine.language', 'de'));
  await page.emulateMedia({ colorScheme: 'dark' });
  await signInGerman(page);
  await page.goto(`/d/${idOf(demo().dashboards, 'delays')}`);
  await share(page, `@${domain}`, { ...german, send: /^Teilen$/ });
  const link = await page.getByRole('textbox', { name: 'Link für ganze Domains' }).inputValue();
  await expectAccessible(page);

  const reader = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'de-DE',
    colorScheme: 'dark',
  });
  const phone = await reader.newPage();
  await phone.goto(`${demo().base}${new URL(link).pathname}`);
  await phone.getByLabel('E-Mail-Adresse').fill(`lena@${domain}`);
  await phone.keyboard.press('Enter');
  await expectAccessible(phone);
  await phone
    .getByLabel('Code aus sechs Ziffern')
    .fill(codeIn(await mailTo(request, `lena@${domain}`, 'guest_code')));
  await expect(phone.getByText(/^Geteilt von/)).toBeVisible();
  await phone.goto(`${demo().base}/shared`);
  await expectNoSidewaysScroll(phone);
  await phone.getByRole('button', { name: 'In diesem Browser vergessen' }).click();
  await expect(phone.getByText('Dieser Browser kennt Sie nicht mehr.')).toBeVisible();
  await phone.goto(`${demo().base}${new URL(link).pathname}`);
  await expect(phone.getByLabel('E-Mail-Adresse')).toBeVisible();
  await reader.close();
});

async function signInGerman(page: Page): Promise<void> {
  const { email, password } = demo().users.ada;
  await page.goto('/');
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByRole('button', { name: /^Konto von/ })).toBeVisible();
}
