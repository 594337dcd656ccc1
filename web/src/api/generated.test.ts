/** The types generated from openapi/api.json are current. That the screens fit them is for the compiler to say. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('generated types are those of openapi/api.json (npm run types)', () => {
  // As npm run types does it; without -o it prints. The tests run in web/, where package.json is.
  const made = execFileSync(
    process.execPath,
    ['node_modules/openapi-typescript/bin/cli.js', '../openapi/api.json'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  expect(made.length).toBeGreaterThan(10_000);
  expect(readFileSync('src/api/generated/schema.ts', 'utf8').trim()).toBe(made.trim());
}, 30_000);

it('no shape of the contract is listed by hand', () => {
  const fields = readFileSync('src/api/types.ts', 'utf8').match(/^\s+\w+\??:.*$|= \{.*$/gm);
  expect(fields ?? []).toEqual([]);
});
