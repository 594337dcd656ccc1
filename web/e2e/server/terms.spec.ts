/** The terms of a link against a real server: set in the dialog, kept as they were said, and what its readers have of them. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

type Made = { share: { id: string }; link: string };

const delays = () => idOf(demo().dashboards, 'delays');

async function openForm(page: Page) {
  await signIn(page, 'ada', `/d/${delays()}`);
  await page.getByRole('button', { name: /^Share/ }).click();
  await page.getByRole('tab', { name: 'Link' }).click();
  await page.getByRole('button', { name: 'New link' }).click();
  const form = page.getByRole('form', { name: 'New link' });
  await expect(form.getByText(/^This opens/)).toBeVisible();
  return form;
}

/** Somebody with nothing but the link, whose browser speaks English. */
async function stranger(browser: Browser, baseURL: string | undefined, link: string) {
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(new URL(link).pathname);
  return page;
}

test('every term is set in the dialog, said before it is made, and kept', async ({ page, request }) => {
  const form = await openForm(page);
  await form.getByRole('button', { name: 'More options' }).click();
  await form.getByRole('switch', { name: 'Open from some networks only' }).click();
  const networks = form.getByRole('textbox', { name: 'Networks' });
  // What only the server refuses, at its line.
  await networks.fill('127.0.0.0/8\n\n::ffff:10.0.0.0/104');
  await expect(form.getByText(/^Line 3, “::ffff:10\.0\.0\.0\/104”: /)).toBeVisible();
  await networks.fill('127.0.0.0/8\n::1');
  await form.getByRole('switch', { name: 'Ask again after a while' }).click();
  await form.getByRole('switch', { name: 'Slow down live data' }).click();
  await form.getByLabel('Widgets', { exact: true }).first().selectOption('some');
  await form.getByRole('checkbox', { name: 'On time' }).check();
  await form.getByLabel('Later changes').selectOption({ label: 'Stays as it is now (revision 1)' });
  await form.getByLabel('Language of the page').selectOption('de');
  await expect(form.getByText(/It shows 1 of 11 widgets\. It stays at revision 1/)).toBeVisible();
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Create link' }).click();
  await expect(page.getByText('stays at revision 1 of', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('shows 1 of 11 widgets').first()).toBeVisible();

  // A slip closes nothing that cannot be had again.
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Close without copying the link?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('textbox', { name: 'Outside link' })).toBeVisible();

  const answer = await as('ada', request).get('/shares');
  const { items } = (await answer.json()) as { items: { id: string; created_at: string }[] };
  const newest = items.toSorted((a, b) => b.created_at.localeCompare(a.created_at))[0];
  expect(newest).toMatchObject({
    networks: ['127.0.0.0/8', '::1/128'],
    session_hours: 1,
    refresh_seconds: 60,
    pinned: 1,
    language: 'de',
    widgets: [expect.any(String)],
  });
  await as('ada', request).delete(`/shares/${newest?.id}`);
});

test('a link with an end and a row rule takes eight acts', async ({ page, request }) => {
  await signIn(page, 'ada', `/d/${delays()}`);
  const acts = [
    () => page.getByRole('button', { name: /^Share/ }).click(),
    () => page.getByRole('tab', { name: 'Link' }).click(),
    () => page.getByRole('button', { name: 'New link' }).click(),
    () => page.getByLabel('Date', { exact: true }).fill('2039-01-01'),
    () => page.getByRole('button', { name: /^Limit the rows of/ }).click(),
    () => page.getByRole('menuitem', { name: /^Flights/ }).click(),
    () => page.getByRole('combobox', { name: 'Value', exact: true }).fill('UA'),
    () => page.getByRole('button', { name: 'Create link' }).click(),
  ];
  for (const act of acts) await act();
  await expect(page.getByRole('textbox', { name: 'Outside link' })).toBeVisible();
  const answer = await as('ada', request).get('/shares?q=Delays');
  const { items } = (await answer.json()) as { items: { id: string; expires_at: string; rows: object[] }[] };
  const made = items.find(({ expires_at }) => expires_at?.startsWith('2039'));
  expect(made?.rows).toHaveLength(1);
  await as('ada', request).delete(`/shares/${made?.id}`);
});

test('a draft is there again after the dialog was closed over it', async ({ page }) => {
  const form = await openForm(page);
  await form.getByRole('textbox', { name: 'Title' }).fill('For the press');
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
  await page.getByRole('button', { name: /^Share/ }).click();
  await expect(form.getByRole('textbox', { name: 'Title' })).toHaveValue('For the press');
  await form.getByRole('button', { name: 'Start over' }).click();
  await expect(form.getByRole('textbox', { name: 'Title' })).toHaveValue('Delays');
});

test('a reader page speaks the language of its share, follows it, and gives one widget the whole width', async ({
  browser,
  baseURL,
  request,
}) => {
  const api = as('ada', request);
  const body = await (await api.get(`/dashboards/${delays()}`)).json();
  const { widgets } = (body as { document: { widgets: { id: string; kind: string; title: string }[] } })
    .document;
  const line = widgets.find(({ kind }) => kind === 'line');
  const answer = await api.post(`/dashboards/${delays()}/shares`, {
    kind: 'link',
    title: 'Alone',
    language: 'de',
    widgets: [line?.id],
    abilities: ['interact'],
  });
  const made = (await answer.json()) as Made;
  const page = await stranger(browser, baseURL, made.link);
  const list = complaints(page);
  await expect(page.getByText(/^Geteilt von/)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  const widget = page.getByRole('article', { name: line?.title ?? '' });
  const [wide, room] = [await widget.boundingBox(), page.viewportSize()];
  expect(wide?.width).toBeGreaterThan((room?.width ?? 0) - 60);
  expect(wide?.height).toBeGreaterThan((room?.height ?? 0) * 0.6);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  // Changed while it is open.
  expect((await api.patch(`/shares/${made.share.id}`, { language: 'en' })).status()).toBe(200);
  await expect(page.getByText(/^Shared by/)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(list).toEqual([]);
  await page.context().close();
  await api.delete(`/shares/${made.share.id}`);
});

test('a session that is over is told as such, and the link opens again', async ({
  browser,
  baseURL,
  request,
}) => {
  const api = as('ada', request);
  const answer = await api.post(`/dashboards/${delays()}/shares`, {
    kind: 'link',
    title: 'Short',
    session_hours: 1,
  });
  const made = (await answer.json()) as Made;
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'en-GB' });
  const page = await context.newPage();
  // Nobody waits an hour here: the stream says what the server says then.
  let over = true;
  await page.route('**/live**', (route) =>
    over
      ? route.fulfill({
          contentType: 'text/event-stream',
          body: 'event: ended\ndata: {"reason":"session_over"}\n\n',
        })
      : route.continue(),
  );
  await page.goto(new URL(made.link).pathname);
  await expect(page.getByRole('heading', { name: 'Your session is over' })).toBeVisible();
  await expectAccessible(page);
  over = false;
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByText(/^Shared by/)).toBeVisible();
  await context.close();
  await api.delete(`/shares/${made.share.id}`);
});
