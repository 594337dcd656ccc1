/**
 * The state in an address, changed at random: whatever stands there is read without an error, and what was read comes back as it
 * was written. A few hundred changes in the tests; FUZZ_SECONDS says for how long instead (`make fuzz`).
 */
import { expect, it } from 'vitest';
import type { DashboardDocument } from '../api/types';
import { packState, unpack } from './packed';
import { readState, writeState } from './state';

const document: DashboardDocument = {
  version: 1,
  time: { default: { last: '7d' } },
  variables: [
    { name: 'origin', type: 'string', many: false, default: 'JFK', domain: { values: ['JFK', 'LGA'] } },
    { name: 'carriers', type: 'string', many: true },
    { name: 'limit', type: 'number', many: false, default: 10, domain: { range: { min: 1, max: 50 } } },
    { name: 'late', type: 'bool', many: false },
    { name: 'day', type: 'date', many: false },
  ],
  widgets: [],
};

const packed = packState({
  variables: { origin: 'LGA', carriers: ['UA', 'ä'], limit: 3 },
  time: { last: '30d' },
});
const EXAMPLES = [
  '?v.origin=LGA&v.carriers=UA&v.carriers=B6&v.limit=7&v.late=true&v.day=2013-07-04',
  '?from=2013-01-01T00:00:00Z&to=2013-02-01T00:00:00Z&v.carriers=%C3%A4%20',
  '?last=30d&lang=de&theme=dark',
  `?s=${packed}`,
];
const PARTS = [
  '',
  '%',
  '%00',
  '%FF',
  '&',
  '=',
  '+',
  's=',
  'v.',
  'v.origin=',
  'last=',
  'from=',
  '"',
  '{',
  '1e999',
  'NaN',
  'ä',
  '\u202e',
  '\ud800',
  '__proto__',
  'constructor',
];

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % Math.max(end, 1);
  };
}

function changed(seed: number): string {
  const below = numbers(seed);
  let text = EXAMPLES[below(EXAMPLES.length)] ?? '';
  for (let round = below(6); round >= 0; round -= 1) {
    const at = below(text.length + 1);
    const end = Math.min(at + below(12), text.length);
    const part = PARTS[below(PARTS.length)] ?? '';
    const put = [
      '',
      part,
      part.repeat(1 + below(200)),
      text.slice(at, end).repeat(1 + below(40)),
      String.fromCharCode(below(0x10000)),
    ];
    text = text.slice(0, at) + (put[below(put.length)] ?? '') + text.slice(end);
  }
  return text;
}

it(
  'reads whatever stands in an address',
  () => {
    const seconds = Number(process.env.FUZZ_SECONDS ?? 0);
    const until = Date.now() + seconds * 1000;
    for (let seed = 0; seconds > 0 ? Date.now() < until : seed < 500; seed += 1) {
      const search = changed(seed);
      const read = readState(search, document, unpack);
      const again = readState(writeState('', read.state, document), document, unpack);
      expect(again.state, `made from ${seed}: ${search}`).toEqual(read.state);
      expect(again.notes).toEqual([]);
    }
  },
  Infinity,
);
