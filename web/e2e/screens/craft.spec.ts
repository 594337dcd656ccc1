/** The craft, with made-up answers: how many acts a thing takes, what is asked before something is taken away, what lifts an obstacle. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';

/** Counts what somebody does: a click, a field that is filled, a key. */
class Acts {
  count = 0;
  async click(on: Locator): Promise<void> {
    this.count += 1;
    await on.click();
  }
  async fill(field: Locator, text: string): Promise<void> {
    this.count += 1;
    await field.fill(text);
  }
  async choose(field: Locator, value: string): Promise<void> {
    this.count += 1;
    await field.selectOption(value);
  }
}

const delays = async (page: Page) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Delays' }).click();
  await expect(share(page)).toBeVisible();
};
const share = (page: Page) => page.getByRole('button', { name: /^Shared?\b/ });

test('a colleague who has no account is invited in the same field, in four acts', async ({ page }) => {
  const list = complaints(page);
  await delays(page);
  const acts = new Acts();
  await acts.click(share(page));
  const box = page.getByRole('combobox', { name: 'Add people or groups' });
  await acts.fill(box, 'nora@example.org');
  const offer = page.getByRole('option', { name: /Invite nora@example\.org and share/ });
  await expect(offer).toContainText('Nobody here has this address yet');
  await expectAccessible(page);
  await acts.click(offer);
  await acts.click(page.getByRole('button', { name: 'Invite and share' }));
  const invited = page.getByRole('dialog', { name: 'Nora is invited' });
  await expect(invited.getByRole('textbox')).toHaveValue(/./);
  await expectAccessible(page);
  expect(acts.count).toBeLessThanOrEqual(4);
  await invited.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('region', { name: 'Shared with people' }).getByText('Nora')).toBeVisible();
  // Nothing is pushed by the made-up server.
  expect(list.filter((text) => !/503/.test(text))).toEqual([]);
});

test('blocking takes two acts, and who is blocked stands apart', async ({ page }) => {
  await delays(page);
  await share(page).click();
  const people = page.getByRole('region', { name: 'Shared with people' });
  await expect(people.getByText('Uma Okafor')).toBeVisible();
  const acts = new Acts();
  await acts.click(page.getByRole('button', { name: 'Level of Uma Okafor: View' }));
  await acts.click(page.getByRole('menuitemradio', { name: /^Blocked/ }));
  await expect(page.getByRole('region', { name: 'Blocked' }).getByText('Uma Okafor')).toBeVisible();
  await expect(people.getByText('Uma Okafor')).toHaveCount(0);
  expect(acts.count).toBe(2);
  // Somebody who is not on the list yet is blocked from the same field.
  await page.getByRole('combobox', { name: 'Add people or groups' }).fill('otto');
  await page.getByRole('option', { name: /Otto Brandt/ }).click();
  await page.getByRole('button', { name: 'Level of those you add: View' }).click();
  await page.getByRole('menuitemradio', { name: /^Blocked/ }).click();
  await expect(page.getByText('Otto Brandt: cannot open it then, whatever else is granted.')).toBeVisible();
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Blocked' }).getByText('Otto Brandt')).toBeVisible();
  await expectAccessible(page);
});

test('who can see it and why takes two acts, with rows, links, and those who cannot', async ({ page }) => {
  await delays(page);
  const acts = new Acts();
  await acts.click(page.getByRole('button', { name: 'More', exact: true }));
  await acts.click(page.getByRole('menuitem', { name: 'Who can see this' }));
  const dialog = page.getByRole('dialog', { name: 'Who can see “Delays”' });
  await expect(dialog.getByRole('list', { name: 'People who can open it' })).toContainText('Operations');
  expect(acts.count).toBe(2);
  await expect(dialog.getByRole('region', { name: 'From outside' })).toContainText(
    'For the terminal screens',
  );
  await expect(dialog.getByText(/only .*Origin.* JFK/).first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('searchbox', { name: 'Find somebody…' }).fill('gus');
  await expect(dialog.getByText('Gus Lindqvist cannot open it, because:')).toBeVisible();
  await expect(dialog.getByText('The account is disabled.')).toBeVisible();
});

test('a link with an end date and a row rule takes eight acts at most', async ({ page }) => {
  await delays(page);
  const acts = new Acts();
  await acts.click(share(page));
  await acts.click(page.getByRole('tab', { name: 'Link' }));
  await acts.click(page.getByRole('button', { name: 'New link' }));
  const form = page.getByRole('form');
  // An end in 30 days stands there already; the title is asked for.
  await acts.fill(form.getByLabel('Title'), 'Partners');
  await expect(form.getByLabel('Ends', { exact: true })).toHaveValue('at');
  await acts.click(form.getByRole('button', { name: /^Limit the rows of/ }));
  await acts.choose(form.getByLabel('Column'), 'origin');
  await acts.fill(form.getByLabel('Value', { exact: true }), 'JFK');
  await expect(form.getByText(/58,665 rows/)).toBeVisible();
  await acts.click(form.getByRole('button', { name: 'Create link' }));
  expect(acts.count).toBeLessThanOrEqual(8);
});

test('values are offered from the data, no rows warns, and a fault is led to', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await delays(page);
  await share(page).click();
  await page.getByRole('tab', { name: 'Link' }).click();
  await page.getByRole('button', { name: 'New link' }).click();
  const form = page.getByRole('form');
  await form.getByLabel('Title').fill('Partners');
  await form.getByRole('button', { name: /^Limit the rows of/ }).click();
  await form.getByLabel('Column').selectOption('origin');
  await expect(form.locator('datalist option')).toHaveCount(3);
  await form.getByRole('button', { name: 'Create link' }).click();
  await expect(form.getByText('Type a value.')).toBeInViewport();
  await expect(form.getByLabel('Value', { exact: true })).toBeFocused();
  await form.getByLabel('Value', { exact: true }).fill('ZZZ');
  await expect(form.getByText(/No row is left: readers would see empty widgets/)).toBeVisible();
  await form.getByLabel('Comparison').selectOption('in');
  await form
    .getByRole('group', { name: 'Values of this column' })
    .getByRole('button', { name: 'EWR' })
    .click();
  await expect(form.getByLabel('Value', { exact: true })).toHaveValue(/EWR/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('what lacks a permission says so in place, and is repaired there', async ({ page }) => {
  await delays(page);
  await share(page).click();
  await page.getByRole('combobox', { name: 'Add people or groups' }).fill('vera');
  await page.getByRole('option', { name: /Vera Santos/ }).click();
  await expect(page.getByText(/Vera Santos: gets access to Port Authority too/)).toBeVisible();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(
    page.getByRole('region', { name: 'Shared with people' }).getByText('Vera Santos'),
  ).toBeVisible();
});

test('a change that stops shares names them and asks; the obstacle is lifted where it stands', async ({
  page,
}) => {
  const list = complaints(page);
  await page.goto('/data');
  await page.getByRole('link', { name: 'Flights 2013' }).click();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Nobody').click();
  const question = page.getByRole('dialog', { name: /^Stop \d+ shares? to the outside\?$/ });
  await expect(question.getByText('For the terminal screens')).toBeVisible();
  await expect(question.getByText('and 1 that you cannot see')).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Anyone with a link')).toBeChecked();
  await page.getByLabel('Nobody').click();
  await question.getByRole('button', { name: 'Go on and stop them' }).click();
  await expect(page.getByLabel('Nobody')).toBeChecked();

  await page.goto('/shares');
  await expect(page.getByRole('row', { name: /For the terminal screens/ })).toContainText(
    'Blocked by Flights 2013',
  );

  await delays(page);
  await share(page).click();
  await page.getByRole('tab', { name: 'Link' }).click();
  await page.getByRole('button', { name: 'New link' }).click();
  const obstacles = page.getByRole('alert').filter({ hasText: 'One thing stands in the way' });
  await expect(obstacles).toContainText('This data may not leave the organisation this far');
  await obstacles.getByRole('button', { name: 'Allow links for Flights 2013' }).click();
  await expect(obstacles).toHaveCount(0);
  expect(list.filter((text) => !/409|503/.test(text))).toEqual([]);
});

test('moving, policies and groups say who gains and who loses, by name', async ({ page }) => {
  await page.goto('/people?tab=policies');
  await page.getByRole('button', { name: 'Delete United sees its own' }).click();
  const question = page.getByRole('dialog');
  await expect(question.getByText('1 gain, 2 lose.')).toBeVisible();
  await expect(question.getByRole('list', { name: 'Lose' })).toContainText('Vera Santos: View → nothing');
  await expectAccessible(page);
});

test('a new token reads only, in one workspace, for 90 days', async ({ page }) => {
  await page.goto('/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('switch')).toBeChecked();
  await expect(dialog.getByLabel('Ends')).toHaveValue('90');
  await expect(dialog.getByLabel('Workspace')).not.toHaveValue('');
});
