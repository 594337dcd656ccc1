/** See it as they will, and being shown as the sharer, against a real server: the readers' own page under a banner, and the word of who shares. */
import { expect, test } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

const flights = 'Flights';

test('a link is seen as its readers will before it is made, and when it is', async ({
  page,
  context,
  request,
}) => {
  const board = idOf(demo().dashboards, 'delays');
  const list = complaints(page);
  await signIn(page, 'ada', `/d/${board}`);
  await page.getByRole('button', { name: /^Share/ }).click();
  await page.getByRole('tab', { name: 'Link' }).click();
  await page.getByRole('button', { name: 'New link' }).click();
  const form = page.getByRole('form', { name: 'New link' });
  await form.getByLabel('Title').fill('e2e look');
  await expect(form.getByText(/^Readers choose from/)).toBeVisible();
  const opening = context.waitForEvent('page');
  await form.getByRole('button', { name: 'See it as they will' }).click();
  const look = await opening;
  await expect(look.getByText('You see what readers of “e2e look” will see.')).toBeVisible();
  await expect(look.getByRole('article', { name: flights, exact: true })).toBeVisible();
  expect(look.url()).toMatch(/\/preview$/);
  await expectAccessible(look);
  await look.reload();
  await expect(look.getByText(/^Preview, ends in 15/)).toBeVisible();
  await look.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(look);
  const closed = look.waitForEvent('close');
  await look.getByRole('button', { name: 'Close' }).click();
  await closed;
  const { items } = (await (await as('ada', request).get(`/dashboards/${board}/shares`)).json()) as {
    items: { title: string }[];
  };
  expect(items.map(({ title }) => title)).not.toContain('e2e look');
  expect(list).toEqual([]);
});

test('the first link asks for the word of who shares, and taking it back ends what they share', async ({
  page,
  request,
}) => {
  const board = idOf(demo().dashboards, 'delays');
  const ada = as('ada', request);
  const password = 'eleven more gates';
  const email = `nina${Math.random().toString(36).slice(2)}@port-authority.example`;
  const made = await ada.post('/users', { name: 'Nina New', email, password });
  const { user } = (await made.json()) as { user: { id: string } };
  const home = idOf(demo().workspaces, 'port-authority');
  const here = ['view', 'app', 'sharing_see', 'sharing_create', 'sharing_edit', 'sharing_end'];
  await ada.put(`/workspaces/${home}/permissions/user:${user.id}`, { here });
  await ada.put(`/dashboards/${board}/grants/user:${user.id}`, { level: 'share' });
  await page.goto(`/d/${board}`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^Share/ }).click();
  await page.getByRole('tab', { name: 'Link' }).click();
  await page.getByRole('button', { name: 'New link' }).click();
  const form = page.getByRole('form', { name: 'New link' });
  await form.getByLabel('Title').fill('e2e first');
  await expect(form.getByText('Readers will see that you share this')).toBeVisible();
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Agree and create link' }).click();
  await expect(page.getByText('“e2e first” is open')).toBeVisible();

  await page.goto('/tokens');
  await page.getByRole('button', { name: 'Take back' }).click();
  const asking = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(asking.getByText('e2e first')).toBeVisible();
  await expectAccessible(page);
  await asking.getByRole('button', { name: 'Take back and end them' }).click();
  await expect(page.getByText('You are no longer shown as the sharer.').first()).toBeVisible();
  await expect(page.getByText(/^You have not shared anything outside yet/)).toBeVisible();
});
