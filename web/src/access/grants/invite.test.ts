/** An address that nobody has yet: when it is one, and what somebody behind it is called to begin with. */
import { describe, expect, it } from 'vitest';
import { invitee, isAddress, isInvitee, nameOf } from './invite';
import { letIn } from './permissions';

describe('an address', () => {
  it.each(['gus@example.org', 'gus.meyer+x@mail.example.org'])('is one: %s', (text) => {
    expect(isAddress(text)).toBe(true);
  });
  it.each(['gus', 'gus@', 'gus@example', 'Gus <gus@example.org>', 'a@b.c, d@e.f', ''])(
    'is none: %s',
    (text) => {
      expect(isAddress(text)).toBe(false);
    },
  );
});

describe('somebody new', () => {
  it('has a name that people would write', () => {
    expect(nameOf('gus.meyer@example.org')).toBe('Gus Meyer');
    expect(nameOf('anna-lena_k@example.org')).toBe('Anna Lena K');
    expect(nameOf('@example.org')).toBe('@example.org');
  });
  it('is told apart from those who are here, and is let in', () => {
    const gus = invitee('gus@example.org');
    expect(isInvitee(gus)).toBe(true);
    expect(isInvitee({ principal: 'user:usr_1' })).toBe(false);
    expect(letIn([gus])).toEqual([gus]);
    const here = { ...gus, principal: 'user:u', has_access: true };
    expect(letIn([here, { ...here, lacks: ['app'] }])).toHaveLength(1);
  });
});
