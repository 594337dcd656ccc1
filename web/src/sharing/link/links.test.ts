/** Internal links. */
import { expect, it } from 'vitest';
import type { DashboardDocument } from '../../api/types';
import { internalUrl, stateOfAddress } from './links';

const document: DashboardDocument = {
  version: 1,
  time: { default: { last: '7d' } },
  variables: [
    { name: 'origin', type: 'string', default: 'JFK' },
    { name: 'carriers', type: 'string', many: true },
  ],
  widgets: [],
};
const dashboard = { id: 'dsh_1', title: 'Delays & more', home_workspace: 'wsp_1', document };
const chosen = { variables: { origin: 'EWR', carriers: ['UA', 'AA'] }, time: { last: '30d' } };
const usual = { variables: { origin: 'JFK' }, time: { last: '7d' } };
const link = (
  state: Parameters<typeof internalUrl>[3],
  embed: boolean,
  readable: boolean,
  workspace = 'wsp_1',
) => internalUrl('https://v.example', dashboard, workspace, state, { embed, readable });

it('carries what is chosen in plain sight', () => {
  expect(link(chosen, false, true)).toBe(
    'https://v.example/d/dsh_1/delays-more?v.origin=EWR&v.carriers=UA&v.carriers=AA&last=30d',
  );
});
it('names defaults, too, where others put their own values', () => {
  expect(link(usual, true, true)).toBe(
    'https://v.example/d/dsh_1/delays-more?v.origin=JFK&last=7d&embed=true',
  );
});
it('packs the same state, and nothing when nothing was chosen', () => {
  const packed = new URL(link(chosen, true, false));
  expect([...packed.searchParams.keys()]).toEqual(['s', 'embed']);
  expect(stateOfAddress(packed.search, { document })).toEqual(chosen);
  expect(link(usual, false, false)).toBe('https://v.example/d/dsh_1/delays-more');
});
it('names a workspace that is not the dashboard’s own', () => {
  expect(link(usual, false, false, 'wsp_child')).toBe(
    'https://v.example/d/dsh_1/delays-more?workspace=wsp_child',
  );
});
it('reads the address it wrote', () => {
  expect(stateOfAddress(new URL(link(chosen, false, true)).search, { document })).toEqual(chosen);
});
