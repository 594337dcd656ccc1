/**
 * What a dashboard has outside: the kinds of shares, in words and with a picture each, and the mark that counts them. A kind is
 * a line of the table here; a new one does not compile until it has its words.
 */
import type { OutsideCount, Share, ShareKind } from '../api/types';
import { locale, t, tMaybe } from '../i18n/core';
import { Badge, type IconName } from '../ui';

/** The kinds that are known here, in the order in which they are offered. */
export const shareKinds: Readonly<Record<ShareKind, { icon: IconName }>> = {
  link: { icon: 'link' },
  guests: { icon: 'mail' },
  embed: { icon: 'code' },
};
export const allShareKinds = Object.keys(shareKinds) as ShareKind[];

/** Is a kind of this name known here? Shares may come from a newer server. */
export const isShareKind = (kind: string): kind is ShareKind => Object.hasOwn(shareKinds, kind);

/** "Link". */
export const kindText = (kind: string) =>
  isShareKind(kind) ? t(`access.share_${kind}`) : t('access.share_newer');
/** "Links". */
export const kindsText = (kind: ShareKind) => t(`access.shares_${kind}`);
/** "3 links". */
export const countText = (kind: string, count: number) =>
  tMaybe(`access.shares_count_${kind}`, t('access.shares_count_newer', { count }), { count });
export const kindIcon = (kind: string): IconName => (isShareKind(kind) ? shareKinds[kind].icon : 'share');

/** The open ones of a list of shares, counted by kind. */
export function outsideOf(shares: readonly Share[]): OutsideCount[] {
  const counts = new Map<string, OutsideCount>();
  for (const { kind, state } of shares) {
    if (state === 'ended') continue;
    const of = counts.get(kind) ?? { kind, live: 0, paused: 0 };
    of[state] += 1;
    counts.set(kind, of);
  }
  return [...counts.values()].toSorted((a, b) => a.kind.localeCompare(b.kind));
}

const sum = (counts: readonly OutsideCount[], of: 'live' | 'paused') =>
  counts.reduce((all, one) => all + one[of], 0);

/** "Shared outside: 2 links and 1 embed; 1 of them paused." */
export function outsideText(outside: readonly OutsideCount[]): string {
  const list = outside.map(({ kind, live, paused }) => countText(kind, live + paused));
  const said = new Intl.ListFormat(locale(), { type: 'conjunction' }).format(list);
  const paused = sum(outside, 'paused');
  return paused === 0
    ? t('access.outside', { list: said })
    : t('access.outside_paused', { list: said, paused });
}

/** How many are live, and how many wait to be resumed. */
export const liveOf = (outside: readonly OutsideCount[]) => sum(outside, 'live');
export const pausedOf = (outside: readonly OutsideCount[]) => sum(outside, 'paused');

/** The mark of a dashboard in the overview and in lists; nothing where nothing leads outside, or the reader may not know of it. */
export function SharedMark({ outside }: { outside: readonly OutsideCount[] }) {
  if (outside.length === 0) return null;
  const live = liveOf(outside);
  const only = outside.length === 1 ? outside[0] : undefined;
  return (
    <Badge
      tone={live > 0 ? 'accent' : 'neutral'}
      icon={only ? kindIcon(only.kind) : 'globe'}
      title={outsideText(outside)}
    >
      {live > 0 ? t('access.mark_shared', { count: live }) : t('access.mark_paused')}
      <span className="visually-hidden">{outsideText(outside)}</span>
    </Badge>
  );
}
