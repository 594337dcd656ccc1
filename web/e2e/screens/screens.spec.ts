/** Every screen of the app with made-up answers: accessible, quiet, and nothing sticks out, in both themes and on a phone. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { complaints, expectAccessible, expectNoSidewaysScroll } from '../checks';

/** What stands there once the answers have come: only then is the screen looked at. */
type Arrived = (page: Page) => Locator;
const previewRow: Arrived = (page) => page.getByRole('region', { name: 'Preview' }).getByRole('row').nth(100);

const screens: [name: string, path: string, heading: string, arrived: Arrived][] = [
  ['overview', '/', 'Dashboards', (page) => page.getByRole('link', { name: 'Carrier scorecard' })],
  [
    'empty overview',
    '/?workspace=wsp_weather',
    'Dashboards',
    (page) => page.getByRole('heading', { name: 'No dashboards here yet' }),
  ],
  ['data', '/data', 'Data', (page) => page.getByRole('link', { name: 'Flights 2013' })],
  ['empty data', '/data?workspace=wsp_weather', 'Data', (page) => page.getByText('No data here yet')],
  ['dataset', '/data/dst_flights', 'Flights 2013', previewRow],
  [
    'columns',
    '/data/dst_flights?tab=columns',
    'Flights 2013',
    (page) => page.getByRole('row', { name: /Departure delay/ }),
  ],
  [
    'dataset settings',
    '/data/dst_flights?tab=settings',
    'Flights 2013',
    (page) => page.getByRole('radio', { name: /Nobody/ }),
  ],
  ['push rows', '/data/dst_gate_events?tab=push', 'Gate events', (page) => page.getByText(/curl/).first()],
  ['shares', '/shares', 'Shares', (page) => page.getByRole('row', { name: /Press, December/ })],
  ['switches', '/shares?tab=switches', 'Shares', (page) => page.getByRole('list', { name: /^Switches of/ })],
  ['rules', '/shares?tab=rules', 'Shares', (page) => page.getByLabel('Longest life in days')],
  [
    'share',
    '/shares/shr_24F',
    'For the terminal screens',
    (page) => page.getByRole('img', { name: 'Views by day' }),
  ],
  ['audit', '/audit', 'Audit', (page) => page.getByRole('button', { name: /Spring review/ })],
  ['tokens', '/tokens', 'API tokens', (page) => page.getByRole('row', { name: /Nightly import/ })],
  ['sign in', '/signin', 'Sign in', (page) => page.getByLabel('E-mail address')],
];
const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1360, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1360, height: 800 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 } },
] as const;

for (const { name, ...look } of looks) {
  test.describe(name, () => {
    test.use(look);
    for (const [screen, path, heading, arrived] of screens) {
      test(screen, async ({ page }) => {
        const list = complaints(page);
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
        await expect(arrived(page)).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        expect(list).toEqual([]);
      });
    }
  });
}
