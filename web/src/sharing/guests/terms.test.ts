/** What a share for guests says beyond the terms of all. */
import { describe, expect, it } from 'vitest';
import type { Share } from '../../api/types';
import { share } from '../testing';
import { noAddresses } from './addresses';
import { audienceChanges, domainsOf, newTerms, toAudience } from './terms';

const now = new Date('2026-11-30T12:00:00Z');
const terms = newTerms('Europe/Berlin', now, 30);
const ops = { address: 'ops@a.example', shown: 'ops@a.example', given: ['ops@a.example'] };

describe('A new share', () => {
  it('ends for its guests with itself unless somebody says otherwise', () => {
    const { body, problems } = toAudience({ ...noAddresses, taken: [ops] }, terms, now);
    expect(body).toEqual({ kind: 'guests', addresses: ['ops@a.example'] });
    expect(problems).toEqual({});
    const ended = toAudience({ ...noAddresses, taken: [ops] }, { ...terms, ends: 'at' }, now);
    expect(ended.body.recipient_expires_at).toBe('2026-12-30T18:00:00+01:00');
  });
  it('needs somebody', () => {
    expect(toAudience(noAddresses, terms, now).problems).toEqual({ addresses: 'need_guests' });
    const refused = [{ text: 'x', why: 'no_address' as const, detail: '' }];
    expect(toAudience({ ...noAddresses, taken: [ops], refused }, terms, now).problems).toEqual({
      addresses: 'refused_left',
    });
  });
  it('caps whole domains', () => {
    const domains = { ...noAddresses, domains: ['a.example'] };
    expect(toAudience(domains, terms, now).body).toMatchObject({ domains: ['a.example'], domain_cap: 50 });
    for (const cap of ['', '0', '1.5', '501', 'x'])
      expect(toAudience(domains, { ...terms, cap }, now).problems).toEqual({ cap: 'bad_cap' });
  });
  it('does not end in the past', () => {
    const said = { ...terms, ends: 'at' as const, date: '2026-11-30', time: '12:59' };
    expect(toAudience({ ...noAddresses, taken: [ops] }, said, now).problems).toEqual({ end: 'past_end' });
  });
});

describe('A change', () => {
  const guests: Share = {
    ...share,
    kind: 'guests',
    message: 'Hi',
    domains: ['a.example'],
    domain_cap: 50,
  };
  const same = { message: 'Hi', domains: 'a.example', cap: '50' };
  it('says only what differs', () => {
    expect(audienceChanges(guests, same)).toEqual({ patch: {}, badCap: false });
    expect(audienceChanges(guests, { ...same, message: ' ', cap: '9' }).patch).toEqual({
      message: '',
      domain_cap: 9,
    });
    expect(audienceChanges(guests, { ...same, domains: '' }).patch).toEqual({ domains: [] });
  });
  it('reads domains as they are typed', () => {
    expect(domainsOf('@A.example; *@b.example a.example,')).toEqual(['a.example', 'b.example']);
  });
});
