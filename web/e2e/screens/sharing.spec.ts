/** Changing a link and API tokens, with made-up answers: what is filled in, what is sent, what is said. */
import { expect, test, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';

async function change(page: Page, title: string) {
  await page.goto('/shares');
  await page.getByRole('button', { name: `Actions for ${title}` }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  const form = page.getByRole('form', { name: `Change “${title}”` });
  await expect(form).toBeVisible();
  await expect(form.getByText(/^This opens/)).toBeVisible();
  return form;
}

test('changes a link from the list of all: only what was changed is sent', async ({ page }) => {
  const list = complaints(page);
  const sent: unknown[] = [];
  page.on('request', (one) => {
    if (one.method() === 'PATCH') sent.push(one.postDataJSON());
  });
  const form = await change(page, 'Partner airports');
  // Otto's link, changed by a manager.
  await expect(form.getByText(/It shows the rows of Otto Brandt, not yours/)).toBeVisible();
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expect(form.getByLabel('Ends', { exact: true })).toHaveValue('at');
  await expect(form.getByPlaceholder('unchanged')).toHaveValue('');
  await expect(form.getByText('Europe/Berlin')).toBeVisible();

  await form.getByRole('button', { name: 'More options' }).click();
  await form.getByRole('switch', { name: 'End it when unused' }).click();
  await form.getByLabel('Days without a view').fill('14');
  await form.getByRole('switch', { name: 'Limit the time range' }).click();
  await form.getByLabel('Back at most').fill('2');
  await form.getByLabel('Unit').selectOption('w');
  await form.getByLabel('How Airport is shared').selectOption('subset');
  await form.getByLabel('Values of Airport to choose from').selectOption('"JFK"');
  await form.getByLabel('Values of Airport to choose from').selectOption('"EWR"');
  // A range has no list to take some values of.
  await expect(form.getByLabel('How Delay is shared').getByRole('option')).toHaveText([
    'Free',
    'Locked',
    'Locked and hidden',
  ]);
  await expect(
    form.getByText(/It ends after 14 days without a view\. Time ranges go back 2 weeks at most\./),
  ).toContainText('Airport can be JFK or EWR.');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/“Partner airports” is saved\./).first()).toBeVisible();
  await expect(form).toHaveCount(0);
  expect(sent).toEqual([
    { idle_days: 14, time: { last_at_most: '2w' }, variables: { origin: { subset: ['JFK', 'EWR'] } } },
  ]);
  await expect(page.getByRole('row', { name: /Partner airports/ })).toContainText('back at most 2 weeks');

  // What was saved is what the form is filled with, and nothing of it is behind a fold.
  const again = await change(page, 'Partner airports');
  await expect(again.getByLabel('Days without a view')).toHaveValue('14');
  await expect(again.getByLabel('How Airport is shared')).toHaveValue('subset');
  await expect(again.getByRole('button', { name: 'Remove EWR' })).toBeVisible();
  expect(list).toEqual([]);
});

test('who does not speak for the owner changes the words of a link only', async ({ page }) => {
  await page.route('**/api/v1/workspaces?*', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { items: { can: string[] }[] };
    for (const one of body.items) one.can = one.can.filter((ability) => ability !== 'manage');
    await route.fulfill({ response: answer, json: body });
  });
  await page.goto('/shares');
  await page.getByRole('button', { name: 'Actions for Partner airports' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  const form = page.getByRole('form', { name: 'Change “Partner airports”' });
  await expect(form.getByText(/^This link shows the rows of Otto Brandt\./)).toBeVisible();
  await expect(form.getByLabel('Title', { exact: true })).toBeEnabled();
  await expect(form.getByLabel('Ends', { exact: true })).toBeDisabled();
  await expect(form.getByRole('switch', { name: 'Limit the views' })).toBeDisabled();
  await expectAccessible(page);
});

test('the form fits a phone, in the dark, and says what is wrong', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  const form = await change(page, 'Press, December');
  await form.getByRole('button', { name: 'More options' }).click();
  await form.getByLabel('Opens', { exact: true }).selectOption('at');
  await form.getByLabel('First day').fill('2031-05-01');
  await form.getByLabel('Ends', { exact: true }).selectOption('at');
  await form.getByLabel('Date', { exact: true }).fill('2031-04-30');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('It would end before it opens.')).toBeVisible();
  await expect(form.getByLabel('Date', { exact: true })).toBeFocused();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('makes an API token, shows it once and revokes it', async ({ page }) => {
  const list = complaints(page);
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'API tokens' }).click();
  await expect(page).toHaveURL(/\/tokens$/);
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Name').fill('Weather station');
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('The token', { exact: true })).toHaveValue('vt_N3wT0k3nOfManyLetters');
  await expect(dialog.getByLabel('A call with the token')).toHaveValue(/^curl -H "Authorization: Bearer vt_/);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText('vt_N3wT0k3nOfManyLetters')).toHaveCount(0);
  // The newest stands first.
  const row = page.getByRole('row').nth(1);
  await expect(row).toContainText('Weather station');
  await row.getByRole('button', { name: 'Revoke Weather station' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke “Weather station”?' });
  await question.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('“Weather station” is revoked.').first()).toBeVisible();
  await expect(page.getByRole('row', { name: /Weather station/ })).toHaveCount(0);
  expect(list).toEqual([]);
});
