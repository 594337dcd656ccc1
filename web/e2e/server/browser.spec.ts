/** Browsers that keep nothing, against a real server: a shared page opens once and stays open, and a sign-in says why it cannot last. */
import { expect, test, type Page } from '@playwright/test';
import { storageThrows, withStorageBlocked } from '../blocked';
import { complaints } from '../checks';
import { as, demo, idOf } from '../demo';

const flights = (page: Page) => page.getByRole('article', { name: 'Flights', exact: true });

test('with storage blocked a link that may be viewed once opens, and a reload uses up no other view', async ({
  request,
}) => {
  const path = `/dashboards/${idOf(demo().dashboards, 'delays')}/shares`;
  const answer = await as('ada', request).post(path, { kind: 'link', title: 'once', max_views: 1 });
  expect(answer.status()).toBe(201);
  const { link, share } = (await answer.json()) as { link: string; share: { id: string } };
  await withStorageBlocked(async (page) => {
    const list = complaints(page);
    await page.goto(new URL(link).pathname);
    expect(await storageThrows(page)).toBe(true);
    await expect(flights(page)).toContainText(/336,\d{3}/);
    await page.reload();
    await expect(flights(page)).toContainText(/336,\d{3}/);
    expect(list).toEqual([]);
  });
  // It was a view all the same: the next reader comes too late.
  await withStorageBlocked(async (page) => {
    await page.goto(new URL(link).pathname);
    await expect(page.getByText('This dashboard is no longer shared.')).toBeVisible();
  });
  await as('ada', request).delete(`/shares/${share.id}`);
});

test('with cookies blocked a sign-in says so, instead of asking again without a word', async () => {
  const { email, password } = demo().users.ada;
  await withStorageBlocked(async (page) => {
    await page.goto('/');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText(/Your browser keeps no cookies from this address/)).toBeVisible();
  });
});
