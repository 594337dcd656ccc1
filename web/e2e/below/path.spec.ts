/** The app below a path, behind a proxy that keeps the path and behind one that takes it away: nothing leaves the path. */
import { expect, test } from '@playwright/test';
import { complaints } from '../checks';
import { demo, idOf, signIn } from '../demo';
import { proxy, type Handing, type Proxy } from './proxy';

const base = process.env['VITRINE_URL'] ?? '';
const behind = process.env['VITRINE_BEHIND'] ?? '';

for (const handing of ['keeps', 'strips'] as const satisfies readonly Handing[]) {
  test.describe(`behind a proxy that ${handing} the path`, () => {
    let between: Proxy;
    test.beforeAll(async () => {
      between = await proxy(base, behind, handing);
    });
    test.afterAll(() => between.close());
    test.afterEach(() => expect(between.outside).toEqual([]));

    test('people sign in at a deep address, find their way, reload and export', async ({ page }) => {
      const list = complaints(page);
      const delays = `${base}/d/${idOf(demo().dashboards, 'delays')}`;
      const flights = page.getByRole('article', { name: 'Flights', exact: true });
      await signIn(page, 'ada', delays);
      await expect(page).toHaveURL(new RegExp(`^${delays}`));
      await expect(flights).toContainText('336,776');
      await page.reload();
      await expect(flights).toContainText('336,776');

      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download as PDF' }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/\.pdf$/);

      await page.getByRole('link', { name: 'Dashboards', exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`^${base}/\\?workspace=`));
      await page.getByRole('link', { name: 'Airline scorecard' }).click();
      await expect(page).toHaveURL(new RegExp(`^${base}/d/dsh_`));
      await page.getByRole('link', { name: 'Edit' }).click();
      await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
        'Airline scorecard',
      );
      // The address without a slash at its end is the app, too.
      await page.goto(base);
      await expect(page.getByRole('heading', { level: 1, name: 'Dashboards' })).toBeVisible();
      expect(list).toEqual([]);
    });

    test('links lead below the path, open for strangers and stay open when loaded anew', async ({ page }) => {
      const list = complaints(page);
      const { link } = demo().shares['kennedy-delays'] ?? { link: '' };
      expect(link).toMatch(new RegExp(`^${base}/s/`));
      const flights = page.getByRole('article', { name: 'Flights', exact: true });
      await page.goto(link);
      await expect(flights).toContainText('111,279');
      await page.reload();
      await expect(flights).toContainText('111,279');
      expect(list).toEqual([]);
    });

    test('an embedded dashboard asks for nothing beside the path', async ({ page }) => {
      await signIn(page, 'vera', `${base}/`);
      await page.goto(`${base}/d/${idOf(demo().dashboards, 'delays')}?embed=true`);
      await expect(page.getByRole('article', { name: 'Flights', exact: true })).toContainText('336,776');
      await expect(page.getByRole('button', { name: /^Account of/ })).toHaveCount(0);
    });
  });
}
