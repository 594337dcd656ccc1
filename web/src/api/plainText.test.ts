/** Who only looks reads their own language: every code has a sentence there, and the server's own words are in none of them. */
import { afterEach, describe, expect, it } from 'vitest';
import { loadTexts } from '../i18n';
import { plainText } from './plainText';
import { ApiError } from './problem';
import { problemText } from './problemText';
import type { ProblemCode } from './types';

const SERVER = 'engine words about carrier_id';
const status: Record<ProblemCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  timeout: 504,
  unavailable: 503,
  internal: 500,
};
const codes = Object.keys(status) as ProblemCode[];
const failure = (code: ProblemCode, reason?: string) =>
  new ApiError(
    code,
    status[code],
    SERVER,
    'req_1',
    [{ pointer: '/sql', message: SERVER }],
    null,
    reason === undefined ? {} : { reason },
  );

afterEach(() => loadTexts('en'));

describe('a failure in the reader’s language alone', () => {
  it.each(['en', 'de'] as const)('has a sentence of its own for every code: %s', async (language) => {
    await loadTexts(language, 'reader');
    const texts = codes.map((code) => plainText(failure(code)));
    expect(new Set(texts).size).toBe(codes.length);
    for (const text of texts) {
      expect(text).not.toContain(SERVER);
      expect(text).not.toMatch(/^\w+\.[\w.]+$/);
    }
  });

  it.each(['missing_ability', 'waits_for_approval'])('says to readers of a share why: %s', async (reason) => {
    await loadTexts('de', 'reader');
    const code = reason === 'missing_ability' ? 'forbidden' : 'conflict';
    expect(plainText(failure(code, reason))).not.toBe(plainText(failure(code)));
  });

  it('speaks of somebody else only where a version has moved on', () => {
    expect(plainText(new ApiError('conflict', 412, SERVER))).toContain('Somebody else');
    expect(plainText(new ApiError('conflict', 409, SERVER))).not.toContain('Somebody else');
  });

  it('never shows a word of the server that has no sentence', () => {
    expect(plainText(failure('conflict', 'newer_than_this_page'))).toBe(plainText(failure('conflict')));
  });

  it('leaves the server’s words to forms, unless there is a sentence for its reason', async () => {
    await loadTexts('de');
    expect(problemText(failure('invalid'))).toBe(SERVER);
    expect(problemText(failure('conflict'))).toBe(SERVER);
    for (const reason of [
      'name_taken',
      'circle',
      'wrong_state',
      'duplicate',
      'missing',
      'later_version',
      'set_up',
    ])
      expect(problemText(failure('conflict', reason))).not.toBe(SERVER);
  });
});

it('says that a share has shown enough, and tries no more', () => {
  const used = new ApiError('too_many', 429, '', null, [], 1_000_000, { reason: 'cells' });
  expect(plainText(used)).toBe('This share has shown as much as it may this month.');
  expect(used.passing).toBe(false);
});
