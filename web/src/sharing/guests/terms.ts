/** What a share for guests says beyond the terms of all: the message, whole domains, an end for each guest. Pure. */
import type { NewShare, Share } from '../../api/types';
import { toInstant } from '../../i18n/instant';
import { written, type Addresses } from './addresses';

export type GuestTerms = {
  message: string;
  /** As typed. */
  cap: string;
  ends: 'share' | 'at';
  date: string;
  time: string;
  zone: string;
};

/** Its part of the request. */
export type GuestAudience = Pick<
  NewShare,
  'kind' | 'addresses' | 'domains' | 'domain_cap' | 'message' | 'recipient_expires_at'
>;

export type GuestProblem = 'need_guests' | 'refused_left' | 'bad_cap' | 'bad_end' | 'past_end';

const mostOfDomain = 500;
const usualCap = 50;

export function newTerms(zone: string, now: Date, days: number): GuestTerms {
  const at = new Date(now.getTime() + days * 86_400_000);
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  return { message: '', cap: String(usualCap), ends: 'share', date, time: '18:00', zone };
}

export function capOf(text: string): number | null {
  const cap = /^\d+$/.test(text.trim()) ? Number(text) : 0;
  return cap >= 1 && cap <= mostOfDomain ? cap : null;
}

/** The part of the request, and what is wrong with it. */
export function toAudience(
  addresses: Addresses,
  terms: GuestTerms,
  now: Date,
): {
  body: GuestAudience;
  problems: Partial<Record<'addresses' | 'cap' | 'end', GuestProblem>>;
} {
  const problems: Partial<Record<'addresses' | 'cap' | 'end', GuestProblem>> = {};
  const body: GuestAudience = {
    kind: 'guests',
    addresses: addresses.taken.map(written),
  };
  if (addresses.refused.length > 0) problems.addresses = 'refused_left';
  else if (addresses.taken.length + addresses.domains.length === 0) problems.addresses = 'need_guests';
  if (addresses.domains.length > 0) {
    body.domains = addresses.domains;
    const cap = capOf(terms.cap);
    if (cap === null) problems.cap = 'bad_cap';
    else body.domain_cap = cap;
  }
  const message = terms.message.trim();
  if (message !== '') body.message = message;
  if (terms.ends === 'at') {
    const at = toInstant(terms.date, terms.time, terms.zone);
    if (at === null) problems.end = 'bad_end';
    else if (Date.parse(at) <= now.getTime()) problems.end = 'past_end';
    else body.recipient_expires_at = at;
  }
  return { body, problems };
}

/** Domains as they are typed into one field. */
export function domainsOf(text: string): string[] {
  const words = text.split(/[\s,;]+/).map((one) => one.replace(/^\*?@/, '').toLowerCase());
  return [...new Set(words.filter((one) => one !== ''))];
}

/** Only what differs from the share. */
export function audienceChanges(
  share: Share,
  said: { message: string; domains: string; cap: string },
): { patch: Partial<Pick<Share, 'message' | 'domains' | 'domain_cap'>>; badCap: boolean } {
  const patch: Partial<Pick<Share, 'message' | 'domains' | 'domain_cap'>> = {};
  const domains = domainsOf(said.domains);
  const cap = capOf(said.cap);
  if (said.message.trim() !== (share.message ?? '')) patch.message = said.message.trim();
  if (domains.join(' ') !== (share.domains ?? []).join(' ')) patch.domains = domains;
  if (domains.length > 0 && cap !== null && cap !== (share.domain_cap ?? null)) patch.domain_cap = cap;
  return { patch, badCap: domains.length > 0 && cap === null };
}
