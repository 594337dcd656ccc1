/** The app's own screens against a real server with the demo organisation. */
import { expect, test } from '@playwright/test';
import { complaints, expectAccessible } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

test('a stranger signs in and lands on the very same URL', async ({ page }) => {
  const workspace = idOf(demo().workspaces, 'port-authority');
  await signIn(page, 'ada', `/data?workspace=${workspace}`);
  await expect(page).toHaveURL(new RegExp(`/data\\?workspace=${workspace}$`));
  await expect(page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
});

test('a wrong password is told without saying which part was wrong', async ({ page }) => {
  await page.goto('/signin');
  await page.getByLabel('E-mail address').fill(demo().users.ada.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('E-mail address or password is wrong.');
});

test('the overview is quiet and accessible under the real policy', async ({ page }) => {
  const list = complaints(page);
  await signIn(page, 'ada');
  await expect(page.getByRole('link', { name: 'Airline scorecard' })).toBeVisible();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  expect(list).toEqual([]);
});

test('who only views is offered nothing that creates', async ({ page }) => {
  await signIn(page, 'vera');
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboards' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Flights' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'New dashboard' })).toHaveCount(0);
});

test('an airline sees its own workspace and none of the others', async ({ page }) => {
  await signIn(page, 'uma');
  await page.getByRole('button', { name: /^Workspace:/ }).click();
  await expect(page.getByRole('button', { name: /United/ }).last()).toBeVisible();
  await expect(page.getByRole('button', { name: /JetBlue/ })).toHaveCount(0);
});

test('a file becomes a dataset, and its bad rows are named', async ({ page, request }) => {
  await signIn(page, 'ada', '/data');
  const name = `e2e_gates_${Date.now()}`;
  const rows = Array.from({ length: 300 }, (_, index) => `A${index % 9},${index}`);
  rows.splice(150, 0, 'A1,12,too,many,fields');
  await page
    .getByLabel('Choose a file')
    .last()
    .setInputFiles({
      name: `${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(`gate,wait\n${rows.join('\n')}\n`),
    });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Technical name')).toHaveValue(name);
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(dialog.getByText('301 rows loaded')).toBeVisible();
  await expect(dialog.getByText('1 row with something that could not be read')).toBeVisible();
  await expect(dialog.getByRole('row', { name: 'wait whole number' })).toBeVisible();
  await dialog.getByRole('link', { name: 'Look at the data' }).click();
  await expect(page.getByRole('region', { name: 'Preview' }).getByRole('row')).toHaveCount(101);

  const id = /\/data\/(\w+)/.exec(page.url())?.[1] ?? '';
  const bad = await page.request.get(`/api/v1/datasets/${id}/bad-rows`);
  expect(await bad.text()).toContain('too,many,fields');
  expect((await as('ada', request).delete(`/datasets/${id}`)).status()).toBe(204);
});

test('a stricter outside choice is kept', async ({ page, request }) => {
  const id = idOf(demo().datasets, 'planes');
  await signIn(page, 'ada', `/data/${id}?tab=settings`);
  await expect(page.getByRole('radio', { name: /Nobody/ })).toBeChecked();
  const answer = (await (await as('ada', request).get(`/datasets/${id}`)).json()) as { outside: string };
  expect(answer.outside).toBe('nobody');
});

test('a share is paused, resumed and ended from the list, and its link follows', async ({
  page,
  request,
}) => {
  const ada = as('ada', request);
  const dashboard = idOf(demo().dashboards, 'delays');
  const title = `e2e ${Date.now()}`;
  const made = await ada.post(`/dashboards/${dashboard}/shares`, { kind: 'link', title });
  expect(made.status()).toBe(201);
  const { link } = (await made.json()) as { link: string };
  const secret = link.split('/s/')[1] ?? '';
  const opens = async () =>
    (await request.post(`${demo().base}/api/v1/share-sessions`, { data: { secret } })).status();
  expect(await opens()).toBe(201);

  await signIn(page, 'ada', '/shares');
  const row = page.getByRole('row', { name: new RegExp(title) });
  const act = async (name: RegExp) => {
    await row.getByRole('button', { name: /Actions for/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await act(/^Pause/);
  await expect(row).toContainText('Paused');
  expect(await opens()).toBe(404);
  await act(/^Resume/);
  await expect(row).toContainText('Live');
  expect(await opens()).toBe(201);
  await act(/^End/);
  await page.getByRole('dialog').getByRole('button', { name: 'End for good' }).click();
  await expect(row).toContainText('Ended by hand');
  expect(await opens()).toBe(404);
});

test('signing out ends the session', async ({ page }) => {
  await signIn(page, 'ada');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get('/api/v1/auth/me')).status()).toBe(401);
});
