/**
 * ⌘K: finds dashboards of the current workspace and jumps to the places of the app. The server searches, so
 * nothing is ever shown that does not open.
 */
import * as Radix from '@radix-ui/react-dialog';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { dashboardsQuery, useReadsAudit, useSeesShares } from '../api/queries';
import type { OutsideCount } from '../api/types';
import { SharedMark } from '../access/outside';
import { t } from '../i18n';
import { cx, Icon, useWhenFresh, type IconName } from '../ui';
import { slugOf } from '../kit/slug';
import { useWorkspace } from '../kit/workspace';
import css from './SearchDialog.module.css';

type Hit = {
  key: string;
  label: string;
  icon: IconName;
  note?: string;
  outside?: readonly OutsideCount[];
  go: () => void;
};

export function SearchDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={css['scrim']}>
          <Radix.Content className={css['dialog']} aria-describedby={undefined}>
            <Radix.Title className="visually-hidden">{t('app.search.title')}</Radix.Title>
            <Finder close={() => onOpenChange(false)} />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Finder({ close }: { close: () => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { groups, fresh } = useHits(text.trim());
  const hits = groups.flatMap((group) => group.hits);
  const chosen = Math.min(at, hits.length - 1);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    hit.go();
  };
  const enter = useWhenFresh(fresh, () => open(hits[chosen]));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1));
    else if (event.key === 'Enter') enter.press();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={css['ask']}>
        <Icon name="search" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-hits`}
          aria-activedescendant={hits[chosen] ? `${id}-${chosen}` : undefined}
          aria-label={t('app.search.title')}
          placeholder={t('app.search.hint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            enter.forget();
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-hits`} role="listbox" aria-label={t('app.search.title')} className={css['hits']}>
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={css['title']} aria-hidden="true">
              {group.title}
            </div>
            {group.hits.map((hit) => {
              const own = hits.indexOf(hit);
              return (
                <div
                  key={hit.key}
                  id={`${id}-${own}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={own === chosen}
                  className={cx(css['hit'], own === chosen && css['chosen'])}
                  onPointerMove={() => setAt(own)}
                  onClick={() => open(hit)}
                  onKeyDown={onKeyDown}
                >
                  <Icon name={hit.icon} />
                  <span className={css['label']}>{hit.label}</span>
                  <SharedMark outside={hit.outside ?? []} />
                  {hit.note && <span className={css['note']}>{hit.note}</span>}
                </div>
              );
            })}
          </div>
        ))}
        {hits.length === 0 && (
          <p className={css['nothing']} role="status">
            {t('app.search.nothing')}
          </p>
        )}
      </div>
      <p className={css['keys']}>{t('app.search.keys')}</p>
    </>
  );
}

/** What is found, and whether it answers this text already. */
function useHits(typed: string): { groups: { title: string; hits: Hit[] }[]; fresh: boolean } {
  const text = useDeferredValue(typed);
  const navigate = useNavigate();
  const { current } = useWorkspace();
  const [shares, audit] = [useSeesShares(), useReadsAudit()];
  const { data, isPlaceholderData } = useQuery({
    ...dashboardsQuery(current?.id ?? '', { tab: 'all', q: text, limit: 12 }),
    enabled: current !== undefined,
    placeholderData: keepPreviousData,
  });
  const workspace = current ? { workspace: current.id } : {};
  const dashboards: Hit[] = (data?.items ?? []).map((one) => ({
    key: one.id,
    label: one.title,
    icon: 'chart',
    note: one.tags.join(' · '),
    outside: one.outside,
    go: () =>
      void navigate({
        to: '/d/$id/{-$slug}',
        params: { id: one.id, slug: slugOf(one.title) },
        search: workspace,
      }),
  }));
  const pages: Hit[] = (
    [
      ['/', t('app.nav.dashboards'), 'grid'],
      ['/data', t('app.nav.data'), 'database'],
      ...(shares ? [['/shares', t('app.nav.shares'), 'share'] as const] : []),
      ...(audit ? [['/audit', t('app.nav.audit'), 'clock'] as const] : []),
    ] as const
  )
    .filter(([, label]) => label.toLowerCase().includes(text.toLowerCase()))
    .map(([to, label, icon]) => ({
      key: to,
      label,
      icon,
      go: () => void navigate({ to, search: workspace }),
    }));
  const groups = [
    { title: t('app.search.recent'), hits: dashboards },
    { title: t('app.search.pages'), hits: pages },
  ];
  return {
    groups: groups.filter((group) => group.hits.length > 0),
    fresh: text === typed && !isPlaceholderData,
  };
}
