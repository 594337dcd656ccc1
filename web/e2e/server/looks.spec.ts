/** A dashboard of odd data in the browser: a crowd of series with the way to all of them, bars that scroll, a pie that says what it leaves out. */
import { readFileSync } from 'node:fs';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

/** Uploads a sample file under a name of its own. */
async function load(request: APIRequestContext, file: string): Promise<{ name: string; id: string }> {
  const name = `${file.replace(/^\d+/, 'n')}_${Math.random().toString(36).slice(2)}`;
  const workspace = idOf(demo().workspaces, 'port-authority');
  const made = await as('ada', request).post(`/workspaces/${workspace}/datasets`, { name, upload: true });
  expect(made.status()).toBe(201);
  const { id } = (await made.json()) as { id: string };
  const loaded = await request.post(`${demo().base}/api/v1/datasets/${id}/upload?format=csv`, {
    headers: {
      Authorization: `Bearer ${demo().users.ada.token}`,
      'Content-Type': 'application/octet-stream',
    },
    data: readFileSync(`../fixtures/cases/${file}.csv`),
  });
  expect(loaded.ok()).toBe(true);
  return { name, id };
}

test('odd data is drawn as it is, and what is not drawn is said', async ({ page, request }) => {
  const [crowd, pie] = [await load(request, '150_series'), await load(request, 'pie_negative')];
  const columns = (...names: string[]) => names.map((column) => ({ column }));
  const widgets = [
    {
      id: 'lines',
      kind: 'line',
      title: 'Crowd',
      place: { x: 0, y: 0, w: 6, h: 8 },
      question: { dataset: crowd.name, select: columns('month', 'product', 'n'), limit: 5000 },
    },
    {
      id: 'bars',
      kind: 'bar',
      title: 'Products',
      place: { x: 6, y: 0, w: 3, h: 8 },
      question: {
        dataset: crowd.name,
        select: [{ column: 'product' }, { sum: 'n', as: 'n' }],
        limit: 500,
      },
    },
    {
      id: 'pie',
      kind: 'pie',
      title: 'Accounts',
      place: { x: 9, y: 0, w: 3, h: 8 },
      question: { dataset: pie.name, select: columns('account', 'balance') },
    },
  ];
  const workspace = idOf(demo().workspaces, 'port-authority');
  const made = await as('ada', request).post(`/workspaces/${workspace}/dashboards`, {
    title: 'Odd data',
    document: { version: 1, widgets },
  });
  expect(made.status()).toBe(201);
  const { id } = (await made.json()) as { id: string };

  const list = complaints(page);
  await signIn(page, 'ada', `/d/${id}`);
  const lines = page.getByRole('article', { name: 'Crowd' });
  await expect(lines.getByText('The 8 largest of 150 series in colour')).toBeVisible();
  await lines.getByRole('button', { name: 'Show all 150' }).click();
  await expect(lines.getByText('The 8 largest of 150 series in colour')).toHaveCount(0);
  await lines.getByRole('button', { name: 'The largest only' }).click();
  await expect(lines.getByText('Others (142)', { exact: true })).toBeVisible();

  const bars = page.getByRole('region', { name: 'Products' });
  const [wide, seen] = await bars.evaluate((box) => [box.scrollWidth, box.clientWidth]);
  expect(wide).toBeGreaterThan((seen ?? 0) * 3);
  await expect(page.getByRole('article', { name: 'Accounts' })).toContainText(
    'Left out: 1 negative value (−400)',
  );
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  expect(list).toEqual([]);
  await as('ada', request).delete(`/dashboards/${id}`);
  for (const one of [crowd, pie]) await as('ada', request).delete(`/datasets/${one.id}`);
});
