/** Which call mends which entry. */
import { describe, expect, it } from 'vitest';
import type { GrantEntry, Repair } from '../../api/types';
import { mendOf } from './repair';
import type { Target } from './target';

const target: Target = {
  kind: 'dashboard',
  id: 'd',
  title: 'Delays',
  path: '/dashboards/d',
  seesGrants: true,
  changesGrants: true,
  blocks: true,
};
const entry = (repair?: Repair, more: Partial<GrantEntry> = {}): GrantEntry => ({
  principal: 'user:u',
  id: 'u',
  name: 'Uma',
  level: 'view',
  source: 'direct',
  works: false,
  lacks: [],
  lacks_by_you: false,
  you: false,
  levels: [],
  can_remove: true,
  ...(repair ? { repair } : {}),
  ...more,
});
const mend = (repair?: Repair) => mendOf(entry(repair), target, 'w');

describe('mendOf', () => {
  it('gives access to the workspace that is named', () => {
    const on = { kind: 'workspace', id: 'up', name: 'Airlines' } as const;
    expect(mend({ step: 'give_access', by_you: true, on })).toEqual({
      step: 'give_access',
      workspace: 'up',
      name: 'Airlines',
    });
  });
  it('lifts a block where it was made', () => {
    const lift = (on?: Repair['on']) =>
      mend({ step: 'lift_block', by_you: true, of: 'group:g', ...(on ? { on } : {}) });
    expect(lift()).toMatchObject({ path: '/dashboards/d/grants/group:g', workspace: 'w' });
    expect(lift({ kind: 'folder', id: 'f', name: 'Ops' })).toMatchObject({
      path: '/folders/f/grants/group:g',
    });
    expect(lift({ kind: 'workspace', id: 'up', name: 'Up' })).toMatchObject({
      path: '/dashboards/d/grants/group:g',
      workspace: 'up',
    });
    expect(lift({ kind: 'policy', id: 'p', name: 'Quiet' })).toEqual({ step: 'policy', name: 'Quiet' });
  });
  it('offers nothing that this reader cannot do, or that is not broken', () => {
    expect(mend({ step: 'enable', by_you: false })).toBeNull();
    expect(mend()).toBeNull();
    expect(mendOf(entry({ step: 'enable', by_you: true }, { works: true }), target, 'w')).toBeNull();
    expect(mend({ step: 'enable', by_you: true })).toEqual({ step: 'enable', user: 'u' });
  });
});
