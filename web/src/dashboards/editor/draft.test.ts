/** Drafts in the browser's memory. */
import { beforeEach, expect, it } from 'vitest';
import { browserMemory, memoryOf, pageMemory } from '../../browser/memory';
import { draftKey, dropDraft, keepDraft, readDraft, sweepDrafts } from './draft';

const day = 86_400_000;
const draft = (at: number) => ({ title: 'T', text: '{}', base: '"4"', at });
beforeEach(() => browserMemory.keys().forEach((key) => browserMemory.drop(key)));

it('keeps one per place, and gives it back', () => {
  const key = draftKey({ dashboard: 'dsh_1' });
  expect(keepDraft(browserMemory, key, draft(1))).toBe(true);
  expect(readDraft(browserMemory, key)).toEqual(draft(1));
  expect(readDraft(browserMemory, draftKey({ workspace: 'w', dataset: 'd' }))).toBeNull();
  dropDraft(browserMemory, key);
  expect(readDraft(browserMemory, key)).toBeNull();
});

it('ignores what is not a draft', () => {
  browserMemory.set('vitrine.draft.x', '{"title": 5}');
  browserMemory.set('vitrine.draft.y', 'nonsense');
  expect(readDraft(browserMemory, 'x')).toBeNull();
  expect(readDraft(browserMemory, 'y')).toBeNull();
});

it('throws away only forgotten drafts', () => {
  keepDraft(browserMemory, 'old', draft(0));
  keepDraft(browserMemory, 'new', draft(20 * day));
  browserMemory.set('vitrine.theme', 'dark');
  sweepDrafts(browserMemory, 40 * day);
  expect(readDraft(browserMemory, 'old')).toBeNull();
  expect(readDraft(browserMemory, 'new')).not.toBeNull();
  expect(browserMemory.get('vitrine.theme')).toBe('dark');
});

it('says when the browser has no room', () => {
  const full = {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as unknown as Storage;
  const memory = memoryOf(() => full, pageMemory);
  expect(keepDraft(memory, 'x', draft(0))).toBe(false);
  expect(readDraft(memory, 'x')).toEqual(draft(0));
});
