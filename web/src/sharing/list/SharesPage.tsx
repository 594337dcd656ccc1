/** Everything that leaves the house: each share with its state, life and use, and the means to stop it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { sharesQuery } from '../../api/queries';
import type { Share } from '../../api/types';
import { PageHead } from '../../kit/PageHead';
import { Screen } from '../../kit/Screen';
import { usePageTitle } from '../../kit/pageTitle';
import { one } from '../../kit/search';
import { t, tMaybe } from '../../i18n';
import { formatAgo, formatDateTime, formatNumber } from '../../i18n/format';
import { ListScreen } from '../../kit/ListScreen';
import { Button, EmptyState, Select, StateMark, Table, Td, Th } from '../../ui';
import { lifeText, ruleWords, stateText, stateTone } from './listWords';
import { ShareMenu } from './ShareMenu';
import { WaitingNotice, WaitsButton } from './Waits';
import css from './SharesPage.module.css';

const states = ['', 'live', 'paused', 'ended'] as const;

export function SharesPage() {
  usePageTitle(t('app.nav.shares'));
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = states.find((name) => name === one(search, 'state')) ?? '';
  const [text, setText] = useState(one(search, 'q') ?? '');
  const q = useDeferredValue(text.trim());
  const list = useQuery({
    ...sharesQuery({ state, q }),
    placeholderData: keepPreviousData,
    // Watchers come and go; the list is also where one sees that an end took effect.
    refetchInterval: 10_000,
  });
  const choose = (value: string) =>
    void navigate({ to: '/shares', search: { ...search, state: value || undefined }, replace: true });
  const shares = list.data ?? [];
  const filtered = q !== '' || state !== '';
  return (
    <Screen>
      <PageHead title={t('app.nav.shares')}>
        <p className={css['intro']}>{t('sharing.list.intro')}</p>
      </PageHead>
      <ListScreen
        list={list}
        count={shares.length}
        className={css['filters']}
        search={{ label: t('sharing.list.find'), text, onText: setText, className: css['find'] }}
        tools={
          <>
            <Select
              aria-label={t('sharing.list.state.title')}
              value={state}
              onValueChange={choose}
              options={states.map((value) => ({ value, label: t(`sharing.list.filter.${value || 'any'}`) }))}
            />
            {list.data && <Summary shares={list.data} />}
          </>
        }
        wait={240}
        empty={
          filtered ? (
            <EmptyState
              icon="search"
              title={t('sharing.list.empty.filtered')}
              actions={
                <Button
                  onClick={() => {
                    setText('');
                    choose('');
                  }}
                >
                  {t('sharing.list.empty.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState icon="share" title={t('sharing.list.empty.title')}>
              {t('sharing.list.empty.hint')}
            </EmptyState>
          )
        }
      >
        <WaitingNotice shares={shares} />
        <ShareTable shares={shares} />
      </ListScreen>
    </Screen>
  );
}

function Summary({ shares }: { shares: readonly Share[] }) {
  const live = shares.filter((share) => share.state === 'live').length;
  const watching = shares.reduce((sum, share) => sum + share.watching, 0);
  return (
    <p className={css['summary']} role="status">
      {t('sharing.list.liveCount', { count: live })} · {t('sharing.list.watching', { count: watching })}
    </p>
  );
}

function ShareTable({ shares }: { shares: readonly Share[] }) {
  return (
    <Table label={t('app.nav.shares')} cards>
      <thead>
        <tr>
          <Th>{t('sharing.list.share')}</Th>
          <Th>{t('sharing.list.state.title')}</Th>
          <Th>{t('sharing.list.owner')}</Th>
          <Th numeric>{t('sharing.list.views')}</Th>
          <Th>{t('sharing.list.lastSeen')}</Th>
          <Th>{t('sharing.list.ends')}</Th>
          <Th>
            <span className="visually-hidden">{t('sharing.list.actions')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {shares.map((share) => (
          <tr key={share.id} className={share.state === 'ended' ? css['ended'] : undefined}>
            <Td className={css['main']}>
              <strong>{share.title || t('sharing.list.untitled')}</strong>
              <span>
                {tMaybe(`sharing.list.kind.${share.kind}`, share.kind)} ·{' '}
                <Link
                  to="/d/$id/{-$slug}"
                  params={{ id: share.dashboard }}
                  search={{ workspace: share.workspace }}
                >
                  {share.dashboard_title}
                </Link>
              </span>
              {ruleWords(share).length > 0 && (
                <span className={css['rules']}>{ruleWords(share).join(' · ')}</span>
              )}
            </Td>
            <Td data-label={t('sharing.list.state.title')}>
              <StateMark tone={stateTone(share)} pulse={share.watching > 0}>
                {stateText(share)}
              </StateMark>{' '}
              {share.waiting && <WaitsButton share={share} />}
            </Td>
            <Td data-label={t('sharing.list.owner')}>{share.owner.name}</Td>
            <Td numeric data-label={t('sharing.list.views')}>
              <span>
                {formatNumber(share.views)}
                {share.max_views !== null && (
                  <span className={css['of']}>
                    {' '}
                    {t('sharing.list.ofViews', { most: formatNumber(share.max_views) })}
                  </span>
                )}
              </span>
            </Td>
            <Td data-label={t('sharing.list.lastSeen')} className={css['nowrap']}>
              <time dateTime={share.last_seen_at ?? undefined} title={formatDateTime(share.last_seen_at)}>
                {share.watching > 0
                  ? t('sharing.list.watching', { count: share.watching })
                  : share.last_seen_at
                    ? formatAgo(share.last_seen_at)
                    : t('sharing.list.neverSeen')}
              </time>
            </Td>
            <Td data-label={t('sharing.list.ends')} className={css['nowrap']}>
              {lifeText(share)}
            </Td>
            <Td className={css['menu']}>
              <ShareMenu share={share} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
