/** The demo organisation as its demo.json describes it, and signing in as one of its people. */
import { readFileSync } from 'node:fs';
import { expect, type APIRequestContext, type Page } from '@playwright/test';

export type Person = 'ada' | 'otto' | 'vera' | 'uma' | 'gus';
type DemoUser = { id: string; email: string; password: string; token: string };
export type Demo = {
  base: string;
  users: Record<Person, DemoUser>;
  groups: Record<string, string>;
  workspaces: Record<string, string>;
  datasets: Record<string, string>;
  dashboards: Record<string, string>;
  shares: Record<string, { id: string; link: string }>;
};

export function demo(): Demo {
  const path = process.env['VITRINE_DEMO'];
  if (!path) throw new Error('VITRINE_DEMO must name the demo.json of the running server');
  return JSON.parse(readFileSync(path, 'utf8')) as Demo;
}

/** The id behind a name, or a failure that names what is missing. */
export function idOf(map: Record<string, string>, name: string): string {
  const id = map[name];
  if (!id) throw new Error(`the demo has no ${name}`);
  return id;
}

/** Through the form, as people do; ends at `then`. */
export async function signIn(page: Page, person: Person, then = '/'): Promise<void> {
  const { email, password } = demo().users[person];
  await page.goto(then);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
}

/** Calls the API as this person with their token: for arranging and for checking behind the screen. */
export function as(person: Person, request: APIRequestContext) {
  const { base, users } = demo();
  const headers = { Authorization: `Bearer ${users[person].token}` };
  const at = (path: string) => `${base}/api/v1${path}`;
  return {
    get: (path: string) => request.get(at(path), { headers }),
    post: (path: string, data?: unknown) => request.post(at(path), { headers, data }),
    put: (path: string, data?: unknown) => request.put(at(path), { headers, data }),
    patch: (path: string, data?: unknown) => request.patch(at(path), { headers, data }),
    delete: (path: string) => request.delete(at(path), { headers }),
  };
}
