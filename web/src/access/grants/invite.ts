/** An address that nobody here has yet, in the field where people are added. Pure. */
import type { Candidate } from '../../api/types';

const invited = 'invite:';

/** Whether a text can be an address; whether it is one, the server says. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text);
}

/** "gus.meyer@example.org" → "Gus Meyer": a name to begin with, which they or a manager can change. */
export function nameOf(address: string): string {
  const words = (address.split('@')[0] ?? address).split(/[._-]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toLocaleUpperCase() + word.slice(1)).join(' ');
  return name === '' ? address : name;
}

/** Somebody to be invited, as one of those who are picked. */
export function invitee(address: string): Candidate {
  return {
    principal: `${invited}${address}`,
    id: address,
    name: address,
    email: address,
    kind: 'user',
    has_access: false,
    lacks: [],
    levels: [
      { level: 'view', allowed: true },
      { level: 'share', allowed: true },
    ],
  };
}

export function isInvitee({ principal }: Pick<Candidate, 'principal'>): boolean {
  return principal.startsWith(invited);
}
