/** How a share is used: numbers, and a chart of each thing that is counted by day. */
import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { userClient } from '../../api/client';
import { keys } from '../../api/queries';
import { problemText } from '../../api/problemText';
import type { Share, ShareStatistics } from '../../api/types';
import { kindOf } from '../../charts';
import { assignColours, themeOf } from '../../charts/palette';
import type { Look } from '../../charts/view';
import { locale, t } from '../../i18n';
import { formatAgo, formatDateTime, formatNumber } from '../../i18n/format';
import { Notice, Quiet, Select, Skeleton, useDark } from '../../ui';
import { answerOf, lastDays, type Counted } from './days';
import css from './SharePage.module.css';

/** What is drawn; a new count does not compile until it stands here. */
const charts: Readonly<Record<Counted, true>> = { views: true, readers: true, minutes: true };
const counted = Object.keys(charts) as Counted[];
const spans = [14, 30, 90, 365] as const;
/** As many days as have room without scrolling. */
const fitting = () => (globalThis.matchMedia?.('(max-width: 480px)').matches ? 14 : 30);
const BAR = kindOf('bar');

function useChartLook(): Look {
  const dark = useDark();
  return useMemo(
    () => ({
      theme: themeOf(dark ? 'dark' : 'light'),
      locale: locale(),
      timeZone: 'UTC',
      colours: assignColours([]),
    }),
    [dark],
  );
}

export function Statistics({ share }: { share: Share }) {
  const [span, setSpan] = useState<(typeof spans)[number]>(fitting);
  const asked = useQuery({
    queryKey: [...keys.share(share.id), 'statistics'],
    queryFn: ({ signal }) =>
      userClient.get<ShareStatistics>(`/shares/${share.id}/statistics`, { signal, query: { by: 'day' } }),
    refetchInterval: 60_000,
  });
  const look = useChartLook();
  const days = asked.data?.days;
  return (
    <>
      <dl className={css['numbers']}>
        <div>
          <dt>{t('sharing.list.views')}</dt>
          <dd>
            {formatNumber(share.views)}
            {share.max_views !== null && (
              <span> {t('sharing.list.ofViews', { most: formatNumber(share.max_views) })}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('sharing.list.lastSeen')}</dt>
          <dd title={formatDateTime(share.last_seen_at)}>
            {share.last_seen_at ? formatAgo(share.last_seen_at) : t('sharing.list.neverSeen')}
          </dd>
        </div>
        <div>
          <dt>{t('sharing.page.now')}</dt>
          <dd>{formatNumber(share.watching)}</dd>
        </div>
        {asked.data !== undefined && (
          <div>
            <dt title={t('sharing.page.cellsHint')}>{t('sharing.page.cells')}</dt>
            <dd>
              {formatNumber(asked.data.cells_this_month)}
              {share.cells_a_month !== null && (
                <span> {t('sharing.list.ofViews', { most: formatNumber(share.cells_a_month) })}</span>
              )}
            </dd>
          </div>
        )}
      </dl>
      {asked.error && <Notice tone="bad">{problemText(asked.error)}</Notice>}
      {asked.isPending && <Skeleton height={180} />}
      {days?.length === 0 && <Quiet>{t('sharing.page.noDays')}</Quiet>}
      {days !== undefined && days.length > 0 && BAR && (
        <>
          <Select
            small
            className={css['span']}
            aria-label={t('sharing.page.span')}
            value={String(span)}
            onValueChange={(value) => setSpan(spans.find((days) => String(days) === value) ?? 30)}
            options={spans.map((value) => ({
              value: String(value),
              label: t('sharing.page.lastDays', { count: value }),
            }))}
          />
          {counted.map((what) => {
            const label = t(`sharing.page.by_${what}`);
            const rows = lastDays(days, what, span, Date.now());
            return (
              <figure key={what} className={css['chart']}>
                <figcaption>{label}</figcaption>
                <div>
                  <Suspense fallback={<Skeleton height="100%" />}>
                    <BAR.view
                      title={label}
                      options={{ legend: 'none' }}
                      answer={answerOf(rows, label)}
                      look={look}
                    />
                  </Suspense>
                </div>
              </figure>
            );
          })}
          <Quiet>{t('sharing.page.utc')}</Quiet>
        </>
      )}
    </>
  );
}
