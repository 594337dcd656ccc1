/**
 * Browser tests. Against a running server with the demo organisation: VITRINE_URL and VITRINE_DEMO (the demo.json that
 * it writes). Without VITRINE_URL only the screens with made-up answers (mock/) are looked at. With VITRINE_BEHIND the server
 * is set to an address below a path, and the tests put their proxies there (.ci/with-demo --below).
 */
import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

const server = process.env['VITRINE_URL'];
const behind = process.env['VITRINE_BEHIND'];
const mock = 'http://127.0.0.1:5175';
const chromium = process.env['VITRINE_CHROMIUM'] ?? '/usr/bin/chromium';

const launchOptions = {
  ...(existsSync(chromium) ? { executablePath: chromium } : {}),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // For what hangs, not for what is slow: how fast things are is for the benches to say.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  forbidOnly: Boolean(process.env['CI']),
  // One server and one demo organisation: specs that change it must not race.
  workers: 1,
  reporter: [['list'], ['html', { open: 'never', outputFolder: '../playwright-report' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1360, height: 800 },
    actionTimeout: 120_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions,
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'screens', testMatch: 'screens/*.spec.ts', use: { baseURL: mock } },
    ...(server && !behind
      ? [{ name: 'server', testMatch: 'server/*.spec.ts', use: { baseURL: server } }]
      : []),
    ...(server && behind ? [{ name: 'below', testMatch: 'below/*.spec.ts' }] : []),
  ],
  webServer: {
    // The built app under the server's policy: what the dev server allows would prove nothing.
    command: 'npx vite build -c vite.mock.config.ts && npx vite preview -c vite.mock.config.ts',
    cwd: '..',
    url: mock,
    reuseExistingServer: true,
    timeout: 300_000,
  },
});
