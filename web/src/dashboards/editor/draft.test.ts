/** Drafts in the browser's memory. */
import { beforeEach, expect, it } from 'vitest';
import { draftKey, dropDraft, keepDraft, readDraft, sweepDrafts } from './draft';

const day = 86_400_000;
const draft = (at: number) => ({ title: 'T', text: '{}', base: '"4"', at });
beforeEach(() => localStorage.clear());

it('keeps one per place, and gives it back', () => {
  const key = draftKey({ dashboard: 'dsh_1' });
  expect(keepDraft(localStorage, key, draft(1))).toBe(true);
  expect(readDraft(localStorage, key)).toEqual(draft(1));
  expect(readDraft(localStorage, draftKey({ workspace: 'w', dataset: 'd' }))).toBeNull();
  dropDraft(localStorage, key);
  expect(readDraft(localStorage, key)).toBeNull();
});

it('ignores what is not a draft', () => {
  localStorage.setItem('vitrine.draft.x', '{"title": 5}');
  localStorage.setItem('vitrine.draft.y', 'nonsense');
  expect(readDraft(localStorage, 'x')).toBeNull();
  expect(readDraft(localStorage, 'y')).toBeNull();
});

it('throws away only forgotten drafts', () => {
  keepDraft(localStorage, 'old', draft(0));
  keepDraft(localStorage, 'new', draft(20 * day));
  localStorage.setItem('vitrine.theme', 'dark');
  sweepDrafts(localStorage, 40 * day);
  expect(readDraft(localStorage, 'old')).toBeNull();
  expect(readDraft(localStorage, 'new')).not.toBeNull();
  expect(localStorage.getItem('vitrine.theme')).toBe('dark');
});

it('says when the browser has no room', () => {
  const full = {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as unknown as Storage;
  expect(keepDraft(full, 'x', draft(0))).toBe(false);
});
