/** Every screen of the app with made-up answers: accessible, quiet, and nothing sticks out, in both themes and on a phone. */
import { expect, test } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';

const screens: [name: string, path: string, heading: string][] = [
  ['overview', '/', 'Dashboards'],
  ['empty overview', '/?workspace=wsp_weather', 'Dashboards'],
  ['data', '/data', 'Data'],
  ['empty data', '/data?workspace=wsp_weather', 'Data'],
  ['dataset', '/data/dst_flights', 'Flights 2013'],
  ['columns', '/data/dst_flights?tab=columns', 'Flights 2013'],
  ['dataset settings', '/data/dst_flights?tab=settings', 'Flights 2013'],
  ['push rows', '/data/dst_gate_events?tab=push', 'Gate events'],
  ['shares', '/shares', 'Shares'],
  ['tokens', '/tokens', 'API tokens'],
  ['sign in', '/signin', 'Sign in'],
];
const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1360, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1360, height: 800 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
] as const;

for (const { name, ...look } of looks) {
  test.describe(name, () => {
    test.use(look);
    for (const [screen, path, heading] of screens) {
      test(screen, async ({ page }) => {
        const list = complaints(page);
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
        await page.waitForLoadState('networkidle');
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expect(list).toEqual([]);
      });
    }
  });
}
