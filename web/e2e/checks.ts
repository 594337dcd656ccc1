/** Checks that every screen has to pass: accessibility, no complaint in the console, no sideways scrolling. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  const found = violations.map((one) => ({
    rule: one.id,
    where: one.nodes.map((node) => node.target.join(' ')),
  }));
  expect(found).toEqual([]);
}

/** Collects complaints of the page from now on; a refused inline style or script is one of them. */
export function complaints(page: Page): string[] {
  const list: string[] = [];
  page.on('console', (message) => {
    // A refused sign-in is an answer, not a mistake of the page; the browser reports it all the same.
    if (message.type() === 'error' && !/status of 40[014]/.test(message.text())) list.push(message.text());
  });
  page.on('pageerror', (error) => list.push(error.message));
  return list;
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(window ?? 0);
}
