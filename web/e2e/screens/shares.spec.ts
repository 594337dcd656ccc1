/** Everything that leaves, in one place: found, chosen and ended in a row, taken over, ruled, switched off; and the audit with its proof. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';

const row = (page: Page, title: string) => page.getByRole('row', { name: new RegExp(title) });

async function choose(page: Page, ...titles: string[]) {
  for (const title of titles) await page.getByLabel(`Select ${title}`).check();
}

test('the list is narrowed by what matters, and the address says so', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/shares');
  await page.getByRole('button', { name: 'Opens to anyone' }).click();
  await expect(row(page, 'Lobby, south')).toBeVisible();
  await expect(row(page, 'United operations')).toHaveCount(0);
  await expect(page).toHaveURL(/anyone=true/);
  await page.reload();
  await expect(row(page, 'Lobby, south')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Owner', { exact: true }).selectOption({ label: 'Otto Brandt' });
  await expect(row(page, 'United operations')).toBeVisible();
  await expect(row(page, 'Lobby, south')).toHaveCount(0);
  await page.getByLabel('Workspace', { exact: true }).selectOption('wsp_airlines');
  await expect(page.getByRole('heading', { name: 'No share matches' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show all' }).first().click();
  await page.getByLabel('Last opened').selectOption({ label: 'Not opened for 30 days' });
  await expect(row(page, 'Spring review')).toBeVisible();
  await expect(row(page, 'Lobby, north entrance')).toHaveCount(0);
  expect(list).toEqual([]);
});

test('several are paused in a row, taken back, and what one refuses keeps the others from nothing', async ({
  page,
}) => {
  await page.goto('/shares');
  await choose(page, 'Lobby, north entrance', 'Lobby, south');
  const bar = page.getByRole('toolbar', { name: 'What to do with the selected shares' });
  await expect(bar.getByText('2 selected')).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Resume' })).toBeDisabled();
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('2 shares are paused.').first()).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect(row(page, 'Lobby, south')).toContainText('Paused');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Lobby, south')).toContainText('Live');

  await choose(page, 'Lobby, south', 'Partner airports');
  await bar.getByRole('button', { name: 'Pause' }).click();
  const results = page.getByRole('dialog', { name: '1 of 2 done' });
  await expect(results.getByRole('listitem').first()).toContainText('Partner airports');
  await expect(results.getByRole('listitem').first()).toContainText('“Change outside shares” is missing');
  await expect(results.getByRole('listitem').nth(1)).toContainText('Paused');
  await expectAccessible(page);
  await results.getByRole('button', { name: 'Close' }).last().click();

  // By keyboard alone: choose, shorten, confirm.
  await page.getByLabel('Select Lobby, north entrance').focus();
  await page.keyboard.press('Space');
  await bar.getByRole('button', { name: 'Shorten…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Shorten 1 share' });
  await expect(dialog.getByText(/^1 of 1 would end earlier/)).toBeVisible();
  await dialog.getByLabel('Date').fill('2020-01-01');
  await expect(dialog.getByText('This moment has passed.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Shorten' })).toBeDisabled();
  await dialog.getByLabel('Date').fill('2031-06-01');
  await dialog.getByRole('button', { name: 'Shorten' }).focus();
  await page.keyboard.press('Enter');
  await expect(row(page, 'Lobby, north entrance')).toContainText('1 Jun 2031');
});

test('a share without an owner is taken over, and stays paused until it is resumed', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/shares');
  await expect(page.getByText('1 share has no owner any more')).toBeVisible();
  await page.getByRole('button', { name: 'Show them' }).click();
  await row(page, 'Weather desk').getByRole('link', { name: 'Weather desk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Weather desk' })).toBeVisible();
  await page.getByRole('button', { name: 'Take over' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take over “Weather desk”?' });
  await expect(dialog.getByText(/no longer those of Uma Okafor/)).toBeVisible();
  await expect(dialog.getByText(/^This opens 1 dataset/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText('“Weather desk” is yours, and paused.').first()).toBeVisible();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await expect(page.getByText(/Shows the rows of Ada Moreno/)).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  expect(list).toEqual([]);
});

test('the page of a share says what it opens, how it is used and what was done to it', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/shares');
  await page.getByRole('link', { name: 'For the terminal screens' }).click();
  await expect(page.getByRole('region', { name: 'What it opens' })).toContainText(
    'Airport is JFK, fixed and not named.',
  );
  await expect(page.getByRole('region', { name: 'Readers' })).toContainText('Whoever has the link');
  await expect(page.getByRole('img', { name: 'Views by day' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'New readers by day' })).toBeVisible();
  const history = page.getByRole('region', { name: 'History' });
  await history.getByRole('button', { name: /Ada Moreno changed a share/ }).click();
  await expect(history.getByRole('row', { name: /Networks/ })).toContainText('10.0.0.0/8');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  expect(list).toEqual([]);
});

test('a stricter rule names the shares that break it before anything is saved', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/people?tab=workspaces&workspace=wsp_root');
  await page.getByRole('link', { name: 'Rules for shares' }).click();
  await page.getByLabel('Workspace', { exact: true }).selectOption('wsp_airlines');
  await expect(page.getByText('At most 365 days · said by Port Authority')).toBeVisible();
  await page.getByLabel('Longest life in days').fill('400');
  await expect(page.getByText(/Port Authority allows less/)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Longest life in days').fill('30');
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Existing shares break this' });
  await expect(dialog.getByText(/Nothing is saved yet/)).toBeVisible();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Lobby, south' })).toContainText(/Ends \d+/);
  await expect(dialog.getByText('And 1 that you do not see.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Longest life in days')).toHaveValue('30');
  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Save, and end or shorten them' }).click();
  await expect(page.getByText(/The rules of Airlines are saved\. What broke them/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(list.filter((text) => !/status of 409/.test(text))).toEqual([]);
});

test('a switch says what it cuts, cuts it, and gives nothing back by itself', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/shares?tab=switches&in=wsp_airlines');
  await expect(page.getByText(/^\d links? live in Airlines$/)).toBeVisible();
  await page.getByRole('button', { name: 'Switch Links off' }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch Links off in Airlines?' });
  await expect(dialog.getByText(/This cuts \d live shares?\./)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Switch off now' }).click();
  await expect(page.getByText('Switched off here: nothing of it opens.')).toBeVisible();
  await page.getByRole('button', { name: 'Switch Links on' }).click();
  await expect(page.getByText(/Links are on again in Airlines\. Shares stay paused/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show paused' }).last().click();
  await expect(row(page, 'Lobby, north entrance')).toContainText('Paused');
  expect(list).toEqual([]);
});

test('an entry of the audit is found, told before and after, and proven', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/');
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Shares' });
  await expect(page.getByText(/was refused at sign-in/)).toHaveCount(0);
  await page.getByRole('button', { name: /Ada Moreno changed a share/ }).click();
  await expect(page.getByRole('row', { name: /Ends empty/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Proof…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Proof of this entry' });
  await expect(dialog.getByLabel('Command to verify', { exact: true })).toHaveValue(
    "vitrine audit verify aud_02.proof.ndjson --key 'vitrine/wsp_root+1a2b3c4d+AZq1V0aQ'",
  );
  await expectAccessible(page);
  const kept = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download proof' }).click();
  expect((await kept).suggestedFilename()).toBe('aud_02.proof.ndjson');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Same object' }).click();
  await expect(page).toHaveURL(/object=/);
  await page.getByRole('button', { name: 'Export…' }).click();
  const whole = page.getByRole('dialog', { name: 'The audit as a file' });
  await expect(whole.getByRole('link', { name: 'NDJSON, verifiable' })).toHaveAttribute(
    'href',
    /audit\/export\?format=ndjson$/,
  );
  await expect(whole.getByText(/The latest: 4,201 entries/)).toBeVisible();
  await expectAccessible(page);
  expect(list).toEqual([]);
});

test('without the permissions nothing of it shows', async ({ page }) => {
  await page.route('**/api/v1/workspaces?*', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { items: { can: string[] }[] };
    for (const one of body.items)
      one.can = one.can.filter((word) => word !== 'see_shares' && word !== 'read_audit');
    await route.fulfill({ response: answer, json: body });
  });
  await page.route('**/api/v1/auth/me', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { can: string[] };
    body.can = [];
    await route.fulfill({ response: answer, json: body });
  });
  await page.goto('/');
  const places = page.getByRole('navigation', { name: 'Main' });
  await expect(places.getByRole('link', { name: 'Data' })).toBeVisible();
  await expect(places.getByRole('link', { name: 'Shares' })).toHaveCount(0);
  await expect(places.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  for (const path of ['/shares', '/audit']) {
    await page.goto(path);
    await expect(
      page
        .getByRole('heading', { name: 'Not found' })
        .or(page.getByText(/nothing here/i))
        .first(),
    ).toBeVisible();
  }
});

test.describe('in German, on a phone', () => {
  test.use({ locale: 'de-DE', viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  for (const path of ['/shares', '/shares?tab=switches', '/shares?tab=rules', '/audit', '/shares/shr_24F']) {
    test(path, async ({ page }) => {
      const list = complaints(page);
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[class*=skeleton]')).toHaveCount(0);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      expect(list).toEqual([]);
    });
  }
});
