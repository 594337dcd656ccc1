/** The screens of people against a real server with the demo organisation: what a person sees of the access rules. */
import { expect, test, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';
import { as, demo, idOf, signIn } from '../demo';

const unique = () => `e2e${Math.random().toString(36).slice(2, 8)}`;
const root = () => idOf(demo().workspaces, 'port-authority');

/** A dashboard that only ada has a grant on; the test deletes it. */
async function own(request: APIRequestContext): Promise<{ id: string; title: string }> {
  const title = `People ${unique()}`;
  const answer = await as('ada', request).post(`/workspaces/${root()}/dashboards`, {
    title,
    document: { version: 1, widgets: [] },
  });
  expect(answer.status()).toBe(201);
  const { id } = (await answer.json()) as { id: string };
  return { id, title };
}
const openPeopleDoor = async (page: Page) => {
  await page
    .getByRole('button', { name: /^Share/ })
    .first()
    .click();
  await expect(page.getByRole('combobox', { name: 'Add people or groups' })).toBeVisible();
};

test('every tab of People is accessible, quiet, and fits a phone', async ({ page }) => {
  const list = complaints(page);
  await signIn(page, 'ada', '/people');
  // Each with what stands there once the answers have come.
  const tabs: [name: string, arrived: Locator][] = [
    ['Users', page.getByRole('row', { name: /Otto Brenner/ })],
    ['Groups', page.getByRole('row', { name: /Planning/ }).first()],
    ['Workspaces', page.getByLabel('What Planning may', { exact: true })],
    ['Policies', page.getByRole('row', { name: /Planning sees what is planned/ })],
    [
      'Requests',
      page
        .getByText('Nobody is waiting')
        .or(page.getByRole('list', { name: 'Requests' }).getByRole('listitem')),
    ],
  ];
  for (const [tab, arrived] of tabs) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await expect(arrived.first()).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1360, height: 800 });
  }
  expect(list).toEqual([]);
});

test('who manages nothing is not offered People, and does not get it by its address', async ({ page }) => {
  await signIn(page, 'vera', '/people');
  await expect(page.getByText('There is nothing here')).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'People' })).toHaveCount(0);
});

test('somebody is invited, chooses a password by the link once, and is deleted again', async ({
  page,
  browser,
  baseURL,
}) => {
  const name = `Nora ${unique()}`;
  const email = `${unique()}@example.test`;
  await signIn(page, 'ada', '/people?tab=users');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Add attribute' }).click();
  await dialog.getByLabel('Name of attribute 1').fill('carrier');
  await dialog.getByLabel('Values of attribute 1').fill('UA');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await dialog.getByLabel('Link of the invitation').inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toContainText('Invited');
  await expect(row).toContainText('carrier: UA');

  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'en-GB' });
  const theirs = await context.newPage();
  await theirs.goto(new URL(link).pathname);
  await expect(theirs.getByRole('heading', { name: `Welcome, ${name}` })).toBeVisible();
  await expectAccessible(theirs);
  await theirs.getByLabel('Password', { exact: true }).fill('a long enough passphrase');
  await theirs.keyboard.press('Enter');
  await expect(theirs.getByRole('button', { name: /^Account of/ })).toBeVisible();
  await theirs.goto(new URL(link).pathname);
  await expect(theirs.getByText('This invitation does not open')).toBeVisible();
  await context.close();

  await page.reload();
  await expect(row).toContainText('Active');
  await row.getByRole('button', { name: /Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: `Delete ${name}?` });
  await expect(question).toContainText('This cannot be undone.');
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
});

test('groups that would go round in a circle are refused with the way, by keyboard alone', async ({
  page,
  request,
}) => {
  const [outer, inner] = [`Outer ${unique()}`, `Inner ${unique()}`];
  const ada = as('ada', request);
  const made = async (name: string, parents: string[]) =>
    ((await (await ada.post('/groups', { name, parents })).json()) as { id: string }).id;
  const outerId = await made(outer, []);
  const innerId = await made(inner, [outerId]);
  await signIn(page, 'ada', '/people?tab=groups');
  await page.getByLabel('Find a group…').fill(outer);
  const row = page.getByRole('row', { name: new RegExp(outer) });
  await row.getByRole('button', { name: `Actions for ${outer}` }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Change…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Change ${outer}` });
  await dialog.getByLabel('Put it inside of a group…').first().focus();
  await page.keyboard.type(inner);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('list', { name: 'Inside of', exact: true })).toContainText(inner);
  await dialog.getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(outer);
  await expect(dialog.getByRole('alert')).toContainText(inner);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await ada.delete(`/groups/${innerId}`);
  await ada.delete(`/groups/${outerId}`);
});

test('a workspace with others below is not deleted, and the last manager stays', async ({
  page,
  request,
}) => {
  const ada = as('ada', request);
  const name = `Desk ${unique()}`;
  const above = (await (await ada.post('/workspaces', { name, parent: root() })).json()) as { id: string };
  const below = (await (
    await ada.post('/workspaces', { name: `Below ${unique()}`, parent: above.id })
  ).json()) as { id: string };
  await signIn(page, 'ada', '/people?tab=workspaces');
  await page
    .getByRole('navigation', { name: 'Workspaces' })
    .getByRole('button', { name, exact: true })
    .click();
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  await ada.delete(`/workspaces/${below.id}`);
  await ada.delete(`/workspaces/${above.id}`);
});

test('presets and single permissions say the same', async ({ page, request }) => {
  const ada = as('ada', request);
  const name = `Desk ${unique()}`;
  const { id } = (await (await ada.post('/workspaces', { name, parent: root() })).json()) as { id: string };
  await signIn(page, 'ada', `/people?tab=workspaces&workspace=${id}`);
  await page.getByRole('button', { name: 'Let somebody in' }).click();
  const dialog = page.getByRole('dialog');
  // "ver" stands in "Everybody" too; Enter must not let all of them in.
  await dialog.getByRole('searchbox', { name: 'Find a user or group…' }).fill('ver');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('list', { name: 'Who', exact: true })).toContainText('Vera Santos');
  await dialog.getByLabel('May', { exact: true }).selectOption('author');
  await dialog.getByRole('button', { name: 'Give permissions' }).click();
  const may = page.getByLabel('What Vera Santos may', { exact: true });
  await expect(may).toHaveValue('author');
  await page.getByRole('button', { name: 'Exactly what Vera Santos may' }).click();
  await page.getByRole('checkbox', { name: 'Read the audit: Here', exact: true }).check();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(may).toHaveValue('exactly');
  const kept = (await (await ada.get(`/workspaces/${id}/permissions`)).json()) as {
    items: { principal: string; here: string[] }[];
  };
  const vera = kept.items.find(({ principal }) => principal === `user:${demo().users.vera.id}`);
  expect(vera?.here).toEqual(expect.arrayContaining(['analyze', 'audit', 'view']));
  await ada.delete(`/workspaces/${id}`);
});

test('what somebody can see is told with its reasons', async ({ page }) => {
  await signIn(page, 'ada', '/people?tab=users');
  await page.getByLabel('Find by name or address…').fill('Otto');
  await page.getByRole('button', { name: /Actions for Otto/ }).click();
  await page.getByRole('menuitem', { name: /What Otto/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Workspace', { exact: true }).selectOption(root());
  await expect(dialog.getByRole('list', { name: 'Dashboards that open' })).toContainText('Delays');
  await expect(dialog).toContainText('Has access to the workspace');
  await expectAccessible(page);
});

test('a folder is made, shared, and what lies in it opens through it', async ({ page, request }) => {
  const { id, title } = await own(request);
  const name = `Folder ${unique()}`;
  await signIn(page, 'ada', `/?workspace=${root()}`);
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText(name);
  const folder = new URL(page.url()).searchParams.get('folder') ?? '';

  await page.goto(`/d/${id}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Move…' }).click();
  const move = page.getByRole('dialog', { name: `Move ${title}` });
  await move.getByLabel('To').selectOption(folder);
  await move.getByRole('button', { name: 'Move' }).click();
  await expect(move).toHaveCount(0);

  expect((await as('vera', request).get(`/dashboards/${id}`)).status()).toBe(404);
  await page.goto(`/?workspace=${root()}`);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('link', { name: title })).toBeVisible();
  await page.getByRole('button', { name: `Actions for the folder ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Share…' }).click();
  const box = page.getByRole('combobox', { name: 'Add people or groups' });
  await box.fill('Vera');
  await expect(page.getByRole('option', { name: /Vera Santos/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Level of Vera Santos/ })).toBeVisible();
  await expectAccessible(page);
  expect((await as('vera', request).get(`/dashboards/${id}`)).status()).toBe(200);

  const explained = (await (
    await as('ada', request).get(`/dashboards/${id}/explain?principal=user:${demo().users.vera.id}`)
  ).json()) as { steps: { kind: string }[] };
  expect(explained.steps.map(({ kind }) => kind)).toContain('folder');
  await as('ada', request).delete(`/dashboards/${id}`);
  expect((await as('ada', request).delete(`/folders/${folder}`)).status()).toBe(204);
});

test('who was faster is not overwritten: the second is told and sees the new list', async ({
  page,
  request,
}) => {
  const { id } = await own(request);
  const ada = as('ada', request);
  const grants = `/dashboards/${id}/grants`;
  await signIn(page, 'ada', `/d/${id}`);
  await openPeopleDoor(page);
  const box = page.getByRole('combobox', { name: 'Add people or groups' });
  await box.fill('Otto');
  await expect(page.getByRole('option', { name: /Otto/ })).toBeVisible();
  await page.keyboard.press('Enter');
  // Somebody else's change in between.
  const { base, users } = demo();
  const put = await request.put(`${base}/api/v1${grants}/user:${users.vera.id}`, {
    headers: { Authorization: `Bearer ${users.ada.token}` },
    data: { level: 'view' },
  });
  expect(put.ok()).toBe(true);
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText(/Somebody else changed this list in the meantime/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Level of Vera Santos/ })).toBeVisible();
  await ada.delete(`/dashboards/${id}`);
});

test('a closed dashboard says the same as none, takes a request, and the answer opens it', async ({
  page,
  browser,
  baseURL,
  request,
}) => {
  const { id, title } = await own(request);
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), locale: 'en-GB' });
  const theirs = await context.newPage();
  await signIn(theirs, 'vera', `/d/${id}`);
  const ask = async (at: string) => {
    await theirs.goto(at);
    await expect(theirs.getByText('There is nothing here')).toBeVisible();
    await theirs.getByLabel('Message').fill('For the night desk.');
    await theirs.getByRole('button', { name: 'Ask for access' }).click();
    await expect(theirs.getByText('Your request has been taken.')).toBeVisible();
  };
  await ask(`/d/${id}`);
  await expectAccessible(theirs);
  // Of the same form and unknown: nothing is told apart.
  const last = id.at(-2) === '0' ? '1' : '0';
  await ask(`/d/${id.slice(0, -2)}${last}${id.slice(-1)}`);

  await signIn(page, 'ada', '/people?tab=requests');
  const request_ = page.getByRole('listitem').filter({ hasText: title });
  await expect(request_).toContainText('For the night desk.');
  await request_.getByLabel('Level for Vera Santos').selectOption('view');
  await request_.getByRole('button', { name: 'Give access' }).click();
  await expect(request_).toHaveCount(0);
  await theirs.goto(`/d/${id}`);
  await expect(theirs.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await context.close();
  await as('ada', request).delete(`/dashboards/${id}`);
});

test('restricting lists the open shares and ends them; data of another user is confirmed and told', async ({
  page,
  request,
}) => {
  const { id, title } = await own(request);
  const ada = as('ada', request);
  const share = `Out ${unique()}`;
  const made = await ada.post(`/dashboards/${id}/shares`, { kind: 'link', title: share });
  expect(made.status()).toBe(201);
  await signIn(page, 'ada', `/d/${id}`);

  const menu = async (item: string) => {
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await menu('Restrict');
  const question = page.getByRole('dialog', { name: `Restrict “${title}”?` });
  await expect(question).toContainText(share);
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Restrict and end 1 share' }).click();
  await expect(page.getByText('Restricted', { exact: true })).toBeVisible();
  const { share: kept } = (await made.json()) as { share: { id: string } };
  expect(await (await ada.get(`/shares/${kept.id}`)).json()).toMatchObject({ state: 'ended' });

  await menu('Displaying data…');
  const display = page.getByRole('dialog', { name: 'Displaying data' });
  await display.getByLabel('Displaying data').selectOption('me');
  await expect(display).toContainText('Viewers may then see data they could not otherwise reach.');
  const save = display.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await display.getByRole('checkbox').check();
  await expectAccessible(page);
  await save.click();
  await expect(page.getByText('Everybody sees your data in this dashboard.')).toBeVisible();
  await ada.delete(`/dashboards/${id}`);
});

test('a policy says how many dashboards it meets', async ({ page, request }) => {
  const name = `Policy ${unique()}`;
  const tag = `e2e=${unique()}`;
  const ada = as('ada', request);
  const made = await ada.post(`/workspaces/${root()}/dashboards`, {
    title: `Tagged ${unique()}`,
    document: { version: 1, widgets: [] },
    tags: [tag],
  });
  const { id } = (await made.json()) as { id: string };
  await signIn(page, 'ada', `/people?tab=policies&workspace=${root()}`);
  await page.getByRole('button', { name: 'New policy' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Dashboards with the tag').fill(tag);
  await dialog.getByRole('searchbox', { name: 'Find a user or group…' }).fill('Vera');
  await dialog.getByRole('button', { name: /Vera Santos/ }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create policy' }).click();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('1 dashboard');
  expect((await as('vera', request).get(`/dashboards/${id}`)).status()).toBe(200);
  await page.getByRole('button', { name: `Delete ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  // It closes once the server has said yes; until then the table behind it is not there for anybody.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(0);
  expect((await as('vera', request).get(`/dashboards/${id}`)).status()).toBe(404);
  await ada.delete(`/dashboards/${id}`);
});

test('a token is narrowed when it is made', async ({ page, request }) => {
  const name = `e2e ${unique()}`;
  await signIn(page, 'ada', '/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await expect(dialog.getByRole('switch', { name: 'May only read' })).toBeChecked();
  await dialog.getByLabel('Workspace').selectOption(root());
  await dialog.getByLabel('Ends').selectOption('30');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const token = await dialog.getByLabel('The token', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  const row = page.getByRole('row', { name });
  await expect(row).toContainText('read only');
  const refused = await request.post(`${demo().base}/api/v1/workspaces/${root()}/folders`, {
    headers: { Authorization: `Bearer ${token}` },
    data: { name: 'x' },
  });
  expect(refused.status()).toBe(403);
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toHaveCount(0);
});
