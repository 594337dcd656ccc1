/** What one does on the screens, with made-up answers: search, switch, upload, end a share, change the language. */
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../checks';

test('finds a dashboard with the keyboard alone', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Delays' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('carrier');
  await expect(page.getByRole('option', { name: /Carrier scorecard/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/d\/\w+\/carrier-scorecard/);
});

test('keeps tab and search in the URL', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('tab', { name: 'Private' }).click();
  await page.getByRole('searchbox', { name: 'Find by title' }).fill('notes');
  await expect(page).toHaveURL(/tab=private/);
  await expect(page).toHaveURL(/q=notes/);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Notes for the winter schedule' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Delays' })).toHaveCount(0);
});

test('switches the workspace', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Workspace: Port Authority' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Weather desk' }).click();
  await expect(page).toHaveURL(/workspace=wsp_weather/);
  await expect(page.getByRole('heading', { name: 'No dashboards here yet' })).toBeVisible();
});

test('makes a dataset from a file and leads on to a dashboard', async ({ page }) => {
  await page.goto('/data');
  await page
    .getByLabel('Choose a file')
    .last()
    .setInputFiles({
      name: 'Gate waits – März.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('gate,wait\nA1,12\n'),
    });
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Technical name')).toHaveValue('gate_waits_marz');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(dialog.getByText('26,115 rows loaded')).toBeVisible();
  await expect(dialog.getByText('2 rows with something that could not be read')).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Create a dashboard from it' })).toHaveAttribute(
    'href',
    '/new?dataset=gate_waits_marz&workspace=wsp_root',
  );
});

test('refuses a name that documents could not use', async ({ page }) => {
  await page.goto('/data');
  await page
    .getByLabel('Choose a file')
    .last()
    .setInputFiles({
      name: 'a.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a\n1\n'),
    });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Technical name').fill('2 Bad Names');
  await expect(dialog.getByText('Small letters, digits and _')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Upload' })).toBeDisabled();
});

test('ends a share only after asking', async ({ page }) => {
  await page.goto('/shares');
  const row = page.getByRole('row', { name: /United operations/ });
  await row.getByRole('button', { name: /Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'End for good' }).click();
  await expect(page.getByRole('dialog', { name: 'End “United operations”?' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'End for good' }).click();
  await expect(row).toContainText('Ended by hand');
});

test('shows a new link once', async ({ page }) => {
  await page.goto('/shares');
  await page.getByRole('button', { name: 'Actions for For the terminal screens' }).click();
  await page.getByRole('menuitem', { name: /Make a new link/ }).click();
  await page.getByRole('button', { name: 'Make a new link' }).click();
  await expect(page.getByRole('textbox', { name: 'The new link' })).toHaveValue(/\/s\/\w+/);
});

test('speaks German when asked to', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.getByRole('link', { name: 'Neues Dashboard' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('remembers the appearance', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Appearance' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('sends a stranger to sign in and back to the very same URL', async ({ page }) => {
  let known = false;
  await page.route('**/api/v1/auth/me', async (route) => {
    if (known) await route.fallback();
    else await route.fulfill({ status: 401, json: { code: 'unauthenticated', status: 401, detail: '' } });
  });
  await page.goto('/shares?state=paused&q=press');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('E-mail address').fill('ada@portauthority.example');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('E-mail address or password is wrong.');
  known = true;
  await page.getByLabel('Password', { exact: true }).fill('right');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/shares\?state=paused&q=press$/);
  await expect(page.getByRole('row', { name: /Press, December/ })).toBeVisible();
});

test('never leads to another site after signing in', async ({ page }) => {
  await page.goto('/signin?to=//evil.example/');
  await page.getByLabel('E-mail address').fill('ada@portauthority.example');
  await page.getByLabel('Password', { exact: true }).fill('right');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboards' })).toBeVisible();
  expect(new URL(page.url()).hostname).toBe('127.0.0.1');
});
