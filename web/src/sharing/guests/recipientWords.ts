/** What is known of a guest, in words. */
import type { Recipient, Share } from '../../api/types';
import { locale, t, tMaybe } from '../../i18n/core';
import { agoText, instantText, ownZone } from '../../i18n/instant';
import type { Tone } from '../../ui';

export function stateOf(one: Recipient): { tone: Tone; text: string } {
  if (one.state === 'removed') return { tone: 'neutral', text: t('guests.state_removed') };
  if (one.mail?.state === 'failed') return { tone: 'bad', text: t('guests.state_failed') };
  if (one.expires_at && Date.parse(one.expires_at) <= Date.now())
    return { tone: 'neutral', text: t('guests.state_over') };
  if (one.state === 'verified') return { tone: 'good', text: t('guests.state_verified') };
  if (one.mail?.state === 'kept') return { tone: 'warn', text: t('guests.state_kept') };
  if (one.mail?.state === 'queued') return { tone: 'neutral', text: t('guests.state_queued') };
  return { tone: 'accent', text: t('guests.state_invited') };
}

/** How it went since the invitation. */
export function factsOf(one: Recipient, now: Date): string[] {
  const ago = (instant: string) => agoText(instant, now, locale());
  const facts = [
    one.by_domain === true ? t('guests.by_domain') : t('guests.invited', { ago: ago(one.invited_at) }),
  ];
  if (one.verified_at) facts.push(t('guests.verified', { ago: ago(one.verified_at) }));
  if (one.last_seen) facts.push(t('guests.seen', { ago: ago(one.last_seen) }));
  if (one.views > 0) facts.push(t('sharing.views', { count: one.views }));
  if (one.minutes > 0) facts.push(t('guests.minutes', { count: one.minutes }));
  if (one.expires_at) {
    const at = instantText(one.expires_at, locale(), ownZone());
    facts.push(
      Date.parse(one.expires_at) > now.getTime() ? t('sharing.ends', { at }) : t('sharing.end_was', { at }),
    );
  }
  return facts;
}

/** Why a mail did not go out. */
export function mailWhy({ mail }: Recipient): string | null {
  if (mail?.state !== 'failed') return null;
  const why = mail.why ?? '';
  return why === ''
    ? t('guests.mail_failed')
    : t('guests.mail_failed_why', { why: tMaybe(`guests.mail_why_${why}`, why) });
}

/** "3 invited, 2 verified, 1 mail failed": of a share, for lists. */
export function countsText({ recipients, domains = [] }: Share): string | null {
  const parts: string[] = [];
  if (recipients) {
    const { invited, verified, failed } = recipients;
    parts.push(t('guests.count_verified', { count: verified, all: invited + verified + failed }));
    if (failed > 0) parts.push(t('guests.count_failed', { count: failed }));
  }
  if (domains.length > 0)
    parts.push(t('guests.count_domains', { domains: domains.map((one) => `@${one}`).join(', ') }));
  return parts.length === 0 ? null : parts.join(' · ');
}
