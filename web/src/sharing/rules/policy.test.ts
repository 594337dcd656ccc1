/** What is said of shares: filled in, sent, and said above. */
import { expect, test } from 'vitest';
import type { SharePolicy } from '../../api/types';
import { aboveOf, draftOf, fineDays, rulesOf, rulesOfDraft, sameRules } from './policy';

const nothing: SharePolicy = { kinds: null, longest_days: null, default_days: null };
const root = { id: 'wsp_1', name: 'Port Authority' };
const airlines = { id: 'wsp_2', name: 'Airlines' };

test('what is filled in is what was said', () => {
  const said: SharePolicy = {
    kinds: ['link'],
    longest_days: 30,
    default_days: 7,
    password_required: true,
    networks: ['10.0.0.0/8', '2001:db8::/32'],
    watermark: true,
  };
  expect(rulesOfDraft(draftOf(said))).toEqual(rulesOf(said));
  expect(rulesOfDraft(draftOf(nothing))).toEqual(rulesOf(nothing));
  expect(sameRules(nothing, { ...nothing, end_required: false, networks: [] })).toBe(true);
  expect(sameRules(nothing, { ...nothing, kinds: [] })).toBe(false);
});

test('days are a whole number or none', () => {
  expect(['', '1', '3650'].map(fineDays)).toEqual([true, true, true]);
  expect(['0', '-1', '1.5', '3651', 'a'].map(fineDays)).toEqual([false, false, false, false, false]);
});

test('of what is said above the strictest holds, with who says it', () => {
  const above = aboveOf([
    {
      workspace: root,
      policy: {
        ...nothing,
        longest_days: 90,
        default_days: 30,
        password_required: true,
        watermark: true,
      },
    },
    {
      workspace: airlines,
      policy: { ...nothing, longest_days: 30, default_days: 14, kinds: [], networks: ['10.0.0.0/8'] },
    },
  ]);
  expect(above.longest).toEqual({ value: 30, by: airlines });
  expect(above.fresh).toEqual({ value: 14, by: airlines });
  expect(above.password).toEqual({ value: true, by: root });
  expect(above.watermark).toEqual({ value: true, by: root });
  expect(above.end).toBeUndefined();
  expect(above.kinds.get('link')).toEqual(airlines);
  expect(above.networks).toEqual([{ value: ['10.0.0.0/8'], by: airlines }]);
});
