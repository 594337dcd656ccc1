/** Every share that one may see, of all kinds: found, narrowed, chosen, and ended in a row. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import type { Share } from '../../api/types';
import { ListScreen } from '../../kit/ListScreen';
import { one, type Search } from '../../kit/search';
import { t } from '../../i18n';
import { Button, EmptyState, Notice } from '../../ui';
import { BulkBar } from './BulkBar';
import { filtersOf, narrows, nothing, searchOf, type Filters } from './filters';
import { ShareFilters } from './ShareFilters';
import { ShareTable } from './ShareTable';
import { useSelection } from './selection';
import { useShareList, useUnowned } from './useShareList';
import { WaitingNotice } from './Waits';
import css from './SharesPage.module.css';

export function AllShares() {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters = filtersOf(search);
  const [text, setText] = useState(one(search, 'q') ?? '');
  const q = useDeferredValue(text.trim());
  const { list, shares } = useShareList(filters, q);
  const selection = useSelection(shares);
  const unowned = useUnowned();
  const change = (part: Partial<Filters>) =>
    void navigate({ to: '/shares', search: { ...search, ...searchOf(part) }, replace: true });
  useEffect(() => {
    // The text box leads, the address follows: a list that was found can be handed on.
    void navigate({
      to: '/shares',
      search: (before: Search) => ({ ...before, q: q || undefined }),
      replace: true,
    });
  }, [q, navigate]);
  return (
    <>
      {unowned.length > 0 && filters.state !== 'unowned' && (
        <Notice
          tone="warn"
          title={t('sharing.unowned.title', { count: unowned.length })}
          actions={
            <Button onClick={() => change({ ...nothing, state: 'unowned' })}>
              {t('sharing.unowned.show')}
            </Button>
          }
        >
          {t('sharing.unowned.text', { count: unowned.length })}
        </Notice>
      )}
      <ListScreen
        list={list}
        count={shares.length}
        className={css['filters']}
        search={{ label: t('sharing.list.find'), text, onText: setText, className: css['find'] }}
        tools={
          <>
            <ShareFilters filters={filters} shares={shares} onChange={change} />
            {list.data && <Summary shares={shares} more={list.hasNextPage} />}
          </>
        }
        wait={240}
        empty={
          q !== '' || narrows(filters) ? (
            <EmptyState
              icon="search"
              title={t('sharing.list.empty.filtered')}
              actions={
                <Button
                  onClick={() => {
                    setText('');
                    change(nothing);
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
        <ShareTable shares={shares} selection={selection} />
      </ListScreen>
      <BulkBar selection={selection} />
    </>
  );
}

function Summary({ shares, more }: { shares: readonly Share[]; more: boolean }) {
  const live = shares.filter((share) => share.state === 'live').length;
  const watching = shares.reduce((sum, share) => sum + share.watching, 0);
  return (
    <p className={css['summary']} role="status">
      {more && <>{t('sharing.list.firstOnes', { count: shares.length })} · </>}
      {t('sharing.list.liveCount', { count: live })} · {t('sharing.list.watching', { count: watching })}
    </p>
  );
}
