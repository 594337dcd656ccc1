/** Making and changing dashboards beside their text, against a real server. */
import { expect, test } from '@playwright/test';
import { complaints, expectAccessible } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

test('the clock of a dashboard is set in a form, and its head names it', async ({ page, request }) => {
  const ada = as('ada', request);
  const made = await ada.post(`/workspaces/${idOf(demo().workspaces, 'port-authority')}/dashboards`, {
    title: 'By the clock',
    document: {
      version: 1,
      time: { default: { last: '30d' }, zone: 'Europe/Berlin' },
      variables: [],
      widgets: [
        {
          id: 'days',
          kind: 'bar',
          title: 'Flights by day',
          place: { x: 0, y: 0, w: 12, h: 6 },
          question: {
            dataset: 'flights',
            select: [
              { column: 'time_hour', grain: 'day' },
              { count: '*', as: 'n' },
            ],
          },
        },
      ],
    },
  });
  expect(made.status()).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const list = complaints(page);

  await signIn(page, 'ada', `/d/${id}/edit`);
  await page.getByRole('button', { name: 'Clock and week: Berlin' }).click();
  const form = page.getByRole('dialog', { name: 'Clock and week' });
  await expectAccessible(page);
  await form.getByRole('searchbox').fill('new york');
  await form.getByRole('radio', { name: /^New York/ }).check();
  await form.getByLabel('Weeks start on').selectOption('Sunday');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Clock and week: New York' })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('All changes saved')).toBeVisible();

  await page.goto(`/d/${id}`);
  await expect(page.getByTitle('Days and times are those of America/New_York')).toHaveText('New York');
  const stored = (await (await ada.get(`/dashboards/${id}`)).json()) as { document: { time: unknown } };
  expect(stored.document.time).toEqual({
    default: { last: '30d' },
    zone: 'America/New_York',
    week_starts: 'sunday',
  });
  expect(list).toEqual([]);
  expect((await ada.delete(`/dashboards/${id}`)).status()).toBe(204);
});
