/** The level menu, and the lists after a change. */
import { describe, expect, it } from 'vitest';
import type { Candidate, GrantEntry, Grants, LevelOption } from '../../api/types';
import {
  blockedOf,
  commonLevels,
  defaultLevel,
  entryOf,
  everybodyOptions,
  frozenReason,
  isFrozen,
  lackOf,
  menuOptions,
  sharedCount,
  withEntry,
  withLevel,
  withoutEntry,
} from './levels';

/** "v", "s", "e" allowed; in capitals refused. */
const levels = (text: string): LevelOption[] =>
  [...text].map((letter) => {
    const level = ({ v: 'view', s: 'share', e: 'edit' } as const)[letter.toLowerCase() as 'v' | 's' | 'e'];
    return letter === letter.toLowerCase()
      ? { level, allowed: true }
      : { level, allowed: false, why: 'above_own_level' };
  });
const entry = (principal: string, name: string, more: Partial<GrantEntry> = {}): GrantEntry => ({
  principal,
  id: principal,
  name,
  level: 'view',
  source: 'direct',
  works: true,
  lacks: [],
  lacks_by_you: false,
  you: false,
  levels: levels('vse'),
  can_remove: true,
  ...more,
});
const grants = (more: Partial<Grants> = {}): Grants => ({
  users: [entry('user:a', 'Anna'), entry('user:o', 'Otto', { you: true })],
  groups: [],
  all: null,
  managers: 1,
  can: [],
  ...more,
});

describe('menuOptions', () => {
  it('disables what the server refuses, with its reason', () => {
    expect(menuOptions(levels('vsE'), 'view')).toEqual([
      { value: 'view', checked: true, disabled: false },
      { value: 'share', checked: false, disabled: false },
      { value: 'edit', checked: false, disabled: true, reason: 'above_own_level' },
    ]);
  });
  it('does not offer levels the server does not name', () => {
    expect(menuOptions(levels('vs'), 'view').map(({ value }) => value)).toEqual(['view', 'share']);
  });
  it('freezes a row in which nothing can be chosen', () => {
    const frozen = menuOptions(levels('VSE'), 'edit');
    expect(isFrozen(frozen)).toBe(true);
    expect(frozenReason(frozen)).toBe('above_own_level');
    expect(isFrozen(menuOptions(levels('VsE'), 'edit'))).toBe(false);
  });
  it('shows a block as what it is', () => {
    expect(menuOptions(levels('v'), 'block').at(-1)).toEqual({
      value: 'block',
      checked: true,
      disabled: false,
    });
  });
});

describe('everybodyOptions', () => {
  it('is off without an entry', () => {
    expect(everybodyOptions(null, levels('vS'))[0]).toEqual({ value: 'off', checked: true, disabled: false });
  });
  it('cannot be switched off where it is inherited', () => {
    const inherited = entry('all', 'All', { can_remove: false, why_not: 'inherited' });
    expect(everybodyOptions(inherited, [])[0]).toMatchObject({
      value: 'off',
      disabled: true,
      reason: 'inherited',
    });
  });
});

describe('levels for several at once', () => {
  const candidate = (text: string): Candidate => ({
    principal: text,
    id: text,
    name: text,
    kind: 'user',
    has_access: true,
    lacks: [],
    levels: levels(text),
  });
  it('allows only what all allow', () => {
    expect(
      commonLevels([candidate('vse'), candidate('vsE')]).map(({ level, allowed }) => [level, allowed]),
    ).toEqual([
      ['view', true],
      ['share', true],
      ['edit', false],
    ]);
    expect(commonLevels([])).toEqual([]);
  });
  it('starts with the weakest allowed', () => {
    expect(defaultLevel(levels('vse'))).toBe('view');
    expect(defaultLevel(levels('Vse'))).toBe('share');
    expect(defaultLevel(levels('VSE'))).toBeNull();
  });
});

describe('lists after a change', () => {
  it('changes one level and nothing else', () => {
    const changed = withLevel(grants(), 'user:a', 'edit');
    expect(changed.users.map(({ level }) => level)).toEqual(['edit', 'view']);
  });
  it('takes one away, also everybody', () => {
    expect(withoutEntry(grants(), 'user:a').users.map(({ name }) => name)).toEqual(['Otto']);
    expect(withoutEntry(grants({ all: entry('all', 'All') }), 'all').all).toBeNull();
  });
  it('puts a new one into its place, and never twice', () => {
    const added = withEntry(grants(), entry('user:m', 'Mia'), 'en');
    expect(added.users.map(({ name }) => name)).toEqual(['Anna', 'Mia', 'Otto']);
    expect(withEntry(added, entry('user:m', 'Mia'), 'en').users).toHaveLength(3);
    expect(withEntry(grants(), entry('group:g', 'G'), 'en').groups).toHaveLength(1);
  });
  it('marks a candidate without access as not working', () => {
    const made = entryOf(
      { principal: 'user:x', id: 'x', name: 'X', kind: 'user', has_access: false, lacks: [], levels: [] },
      'view',
    );
    expect(made).toMatchObject({ works: false, why: 'no_access_to_workspace' });
  });
});

describe('what an entry lacks', () => {
  const lacking = (more: Partial<GrantEntry>) => lackOf(entry('user:u', 'Uma', { works: true, ...more }));
  it('is told where it makes a difference', () => {
    expect(lacking({ level: 'edit', lacks: ['app', 'analyze'] })).toBe('analyze');
    expect(lacking({ level: 'view', lacks: ['app', 'analyze'] })).toBe('app');
    expect(lacking({ level: 'share', lacks: ['analyze'] })).toBeNull();
    expect(lacking({ level: 'block', lacks: ['app'] })).toBeNull();
    expect(lacking({ works: false, lacks: ['app'] })).toBeNull();
  });
});

it('tells who is blocked apart from those with whom it is shared', () => {
  const list: Grants = {
    groups: [entry('group:g', 'Guests', { level: 'block' })],
    users: [entry('user:u', 'Uma'), entry('user:v', 'Vera', { level: 'block' })],
    all: null,
    managers: 0,
    can: [],
  };
  expect(blockedOf(list).map(({ name }) => name)).toEqual(['Guests', 'Vera']);
  expect(sharedCount(list)).toBe(1);
});
