/** The code that is offered is the code of the docs, and signs tokens that hold. */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attributesRead } from '../preview/attributes';
import { languages, snippet, type SnippetFacts } from './snippets';

const facts: SnippetFacts = {
  server: 'https://vitrine.example',
  share: 'shr_01H00000000000000000000000',
  kid: 'key_01H00000000000000000000000',
  attributes: ['airport'],
};
const secret = 'vk_secret_of_a_test';

it('is the code of the docs', () => {
  const docs = readFileSync('../docs/embedding.md', 'utf8');
  for (const language of languages) {
    const fence = language === 'node' ? 'js' : language;
    expect(docs, language).toContain(`\`\`\`${fence}\n${snippet(language, facts)}\`\`\``);
  }
});

it('names the attributes that rules read', () => {
  const rows = [
    { predicate: { and: [{ in: ['origin', { viewer: 'airport' }] }, { eq: ['x', 'viewer'] }] } },
    { predicate: { not: { eq: ['carrier', { viewer: 'airline' }] } } },
  ];
  expect(attributesRead(rows)).toEqual(['airline', 'airport']);
  for (const language of languages)
    expect(snippet(language, { ...facts, attributes: [] })).not.toContain('attributes');
});

/** Runs the code on the programs of this machine. */
function run(program: string, file: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  try {
    writeFileSync(join(folder, file), text);
    const env = { ...process.env, VITRINE_EMBED_SECRET: secret };
    return execFileSync(program, [file], { cwd: folder, env, encoding: 'utf8' }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ways: readonly [string, () => string][] = [
  [
    'node',
    () =>
      run(
        process.execPath,
        'sign.mjs',
        `${snippet('node', facts)}\nconsole.log(vitrineToken({ id: 'u1', airport: 'JFK' }));`,
      ),
  ],
  [
    'python',
    () =>
      run(
        'python3',
        'sign.py',
        `${snippet('python', facts)}\nprint(vitrine_token({"id": "u1", "airport": "JFK"}))`,
      ),
  ],
];

it.each(ways)('signs with %s what the server takes', (_, sign) => {
  const [header = '', claims = '', signature] = sign().split('.');
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  expect(read(header)).toEqual({ alg: 'HS256', typ: 'JWT', kid: facts.kid });
  const said = read(claims);
  expect(Object.keys(said).sort()).toEqual(['attributes', 'exp', 'jti', 'sub']);
  expect(said['attributes']).toEqual({ airport: 'JFK' });
  const left = Number(said['exp']) - Date.now() / 1000;
  expect(left).toBeGreaterThan(60);
  expect(left).toBeLessThanOrEqual(600);
  expect(signature).toBe(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url'));
});
