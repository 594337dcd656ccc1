/** Changing links and API tokens against a real server: an open page follows, and the server agrees with the screen. */
import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { complaints, expectAccessible } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

type Made = { share: { id: string; title: string }; link: string };

async function make(
  request: APIRequestContext,
  terms: object,
  person: 'ada' | 'otto' = 'ada',
): Promise<Made> {
  const title = `e2e ${Math.random().toString(36).slice(2)}`;
  const path = `/dashboards/${idOf(demo().dashboards, 'delays')}/shares`;
  const answer = await as(person, request).post(path, { kind: 'link', title, ...terms });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as Made;
}

/** Somebody with nothing but the link, in a browser of their own. */
async function stranger(browser: Browser, baseURL: string | undefined, link: string): Promise<Page> {
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(new URL(link).pathname);
  return page;
}

const flights = (page: Page) => page.getByRole('article', { name: 'Flights', exact: true });

async function openForm(page: Page, { share }: Made) {
  await page.getByRole('button', { name: `Actions for ${share.title}` }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  const form = page.getByRole('form', { name: `Change “${share.title}”` });
  await expect(form).toBeVisible();
  return form;
}

test('an open page follows a change of rows, and asks for a new password', async ({
  page,
  browser,
  baseURL,
  request,
}) => {
  const made = await make(request, {
    abilities: ['interact'],
    rows: [{ dataset: 'flights', predicate: { eq: ['origin', 'JFK'] } }],
  });
  const reader = await stranger(browser, baseURL, made.link);
  await expect(flights(reader)).toContainText(/111,\d{3}/);

  await signIn(page, 'ada', '/shares');
  let form = await openForm(page, made);
  await expect(form.getByText(/^This opens .* 11\d,\d{3} of 33\d,\d{3} rows/)).toBeVisible();
  await expect(form.getByRole('group', { name: 'Rows of Flights' })).toContainText('And');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Remove the rule on Flights' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/person who is watching sees what it opens now/).first()).toBeVisible();
  await expect(flights(reader)).toContainText(/336,\d{3}/);

  form = await openForm(page, made);
  await form.getByRole('switch', { name: 'Ask for a password' }).click();
  await form.getByLabel('Password', { exact: true }).fill('seven more runways');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/Open pages have to open the link anew/).first()).toBeVisible();
  await expect(flights(reader)).toHaveCount(0);
  await reader.getByLabel('Password', { exact: true }).fill('seven more runways');
  await reader.keyboard.press('Enter');
  await expect(flights(reader)).toContainText(/336,\d{3}/);

  // A link that does not open yet is over for who reads it now.
  form = await openForm(page, made);
  await form.getByRole('button', { name: 'More options' }).click();
  await form.getByLabel('Opens', { exact: true }).selectOption('at');
  await form.getByLabel('First day').fill('2039-01-01');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(reader.getByText('This dashboard is no longer shared.')).toBeVisible();
  await reader.context().close();
  await as('ada', request).delete(`/shares/${made.share.id}`);
});

test('some values to choose from: the reader is offered those and starts with one of them', async ({
  page,
  browser,
  baseURL,
  request,
}) => {
  const made = await make(request, { abilities: ['interact'] });
  await signIn(page, 'ada', '/shares');
  const form = await openForm(page, made);
  await form.getByLabel('How Airport is shared').selectOption('subset');
  await form.getByLabel('Values of Airport to choose from').selectOption('"JFK"');
  await form.getByLabel('Values of Airport to choose from').selectOption('"LGA"');
  await form.getByRole('button', { name: 'More options' }).click();
  await form.getByRole('switch', { name: 'End it when unused' }).click();
  await expect(form.getByText(/Airport can be JFK or LGA\./)).toBeVisible();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  const kept = (await (await as('ada', request).get(`/shares/${made.share.id}`)).json()) as object;
  expect(kept).toMatchObject({ variables: { origin: { subset: ['JFK', 'LGA'] } }, idle_days: 30, rows: [] });

  const reader = await stranger(browser, baseURL, made.link);
  const list = complaints(reader);
  await expect(flights(reader)).toContainText(/215,\d{3}/);
  await reader.getByRole('button', { name: /^Airport/ }).click();
  await expect(reader.getByRole('button', { name: 'Newark Liberty Intl' })).toHaveCount(0);
  await reader.getByRole('button', { name: 'La Guardia', exact: true }).click();
  await expect(flights(reader)).toContainText(/111,\d{3}/);
  expect(list).toEqual([]);
  await reader.context().close();
  await as('ada', request).delete(`/shares/${made.share.id}`);
});

test('a link that lets nobody choose shows the dashboard all the same', async ({
  browser,
  baseURL,
  request,
}) => {
  const made = await make(request, { abilities: [] });
  const reader = await stranger(browser, baseURL, made.link);
  await expect(flights(reader)).toContainText(/336,\d{3}/);
  await expect(reader.getByRole('button', { name: /^Airport/ })).toHaveCount(0);
  await reader.context().close();
  await as('ada', request).delete(`/shares/${made.share.id}`);
});

test('who opened a link and then an address of the app is asked to sign in', async ({
  browser,
  baseURL,
  request,
}) => {
  const made = await make(request, { abilities: [] });
  const guest = await stranger(browser, baseURL, made.link);
  await expect(flights(guest)).toBeVisible();
  await guest.goto(`/d/${idOf(demo().dashboards, 'delays')}`);
  await expect(guest).toHaveURL(/\/signin\?to=/);
  const { email, password } = demo().users.ada;
  await guest.getByLabel('E-mail address').fill(email);
  await guest.getByLabel('Password', { exact: true }).fill(password);
  await guest.getByRole('button', { name: 'Sign in' }).click();
  await expect(guest).toHaveURL(/\/d\/dsh_/);
  await expect(guest.getByRole('button', { name: /^Account of/ })).toBeVisible();
  await guest.context().close();
});

test('a question that fails is told in the reader’s language, and the engine’s words to its author alone', async ({
  page,
  browser,
  baseURL,
  request,
}) => {
  const ada = as('ada', request);
  const question = { sql: 'select cast(carrier as int) as n from flights' };
  const widgets = [{ id: 'w', kind: 'table', title: 'Broken', place: { x: 0, y: 0, w: 6, h: 4 }, question }];
  const made = await ada.post(`/workspaces/${idOf(demo().workspaces, 'port-authority')}/dashboards`, {
    title: 'Fails',
    document: { version: 1, variables: [], widgets },
  });
  const { id } = (await made.json()) as { id: string };
  const shared = await ada.post(`/dashboards/${id}/shares`, { kind: 'link', title: 'Fails' });
  const { link } = (await shared.json()) as Made;

  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'de-DE' });
  const guest = await context.newPage();
  await guest.goto(new URL(link).pathname);
  const broken = guest.getByRole('article', { name: 'Broken' });
  await expect(broken).toContainText('Was hier gefragt wird, hat so keine Antwort.');
  await expect(broken).not.toContainText('cannot be read');
  await context.close();

  await signIn(page, 'ada', `/d/${id}`);
  await expect(page.getByRole('article', { name: 'Broken' })).toContainText('cannot be read as the type');
  expect((await ada.delete(`/dashboards/${id}`)).status()).toBeLessThan(500);
});

test('an API token made here works until it is revoked here', async ({ page, request }) => {
  const name = `e2e ${Date.now()}`;
  const list = complaints(page);
  await signIn(page, 'vera', '/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = await dialog.getByLabel('The token', { exact: true }).inputValue();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  const me = () =>
    request.get(`${demo().base}/api/v1/auth/me`, { headers: { Authorization: `Bearer ${token}` } });
  expect(await (await me()).json()).toMatchObject({ caller: { user: { name: 'Vera Santos' } } });

  await page.getByRole('button', { name: `Revoke ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('row', { name })).toHaveCount(0);
  expect((await me()).status()).toBe(401);
  expect(list).toEqual([]);
});
