/** A browser whose owner blocks cookies and with them all storage: naming localStorage throws there. A real setting, nothing is faked. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, test, type Page } from '@playwright/test';

/** Opens a page in such a browser, and closes it afterwards. */
export async function withStorageBlocked(look: (page: Page) => Promise<void>): Promise<void> {
  const { launchOptions, baseURL, locale, viewport } = test.info().project.use;
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-blocked-'));
  mkdirSync(join(folder, 'Default'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  const browser = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    ...(baseURL === undefined ? {} : { baseURL }),
    ...(locale === undefined ? {} : { locale }),
    ...(viewport === undefined ? {} : { viewport }),
  });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await look(page);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Is storage really blocked in this page? A test of what happens then must not pass without it. */
export function storageThrows(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    try {
      globalThis.localStorage.getItem('');
      return false;
    } catch (error) {
      return error instanceof DOMException && error.name === 'SecurityError';
    }
  });
}
