/** "What can X see": the dashboards that open for one principal in a workspace, with their level and every reason. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PathList } from './PathList';
import { userClient } from '../api/client';
import type { Reach } from '../api/types';
import { asTree, useWorkspace, workspaceOptions } from '../kit/workspace';
import { t } from '../i18n';
import { ListScreen } from '../kit/ListScreen';
import { Badge, Dialog, Field, Pair, Quiet, SearchInput, Select, Stack, useSettled } from '../ui';
import css from './ReachDialog.module.css';

export function ReachDialog({
  principal,
  name,
  onClose,
}: {
  principal: string;
  name: string;
  onClose: () => void;
}) {
  const { all, current } = useWorkspace();
  const seen = all.filter(({ can }) => can.includes('manage') || can.includes('see_reach'));
  const [chosen, setChosen] = useState<string | null>(null);
  const first = seen.find(({ id }) => id === current?.id)?.id ?? asTree(seen)[0]?.workspace.id ?? '';
  // Where they have something, if that is not here: asked once.
  const known = useQuery({
    queryKey: ['reach-where', principal, first],
    queryFn: ({ signal }) =>
      userClient.get<Reach>(`/workspaces/${first}/reach`, { signal, query: { principal, limit: 1 } }),
    select: ({ workspaces }) => workspaces,
    enabled: first !== '',
    staleTime: 0,
  });
  const workspace = chosen ?? (known.isPending ? '' : (known.data?.[0] ?? first));
  const [text, setText] = useState('');
  const q = useSettled(text.trim(), 150);
  const list = useInfiniteQuery({
    queryKey: ['reach', principal, workspace, q],
    queryFn: ({ pageParam, signal }) =>
      userClient.get<Reach>(`/workspaces/${workspace}/reach`, {
        signal,
        query: { principal, q, limit: 50, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
    enabled: workspace !== '',
    staleTime: 0,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const held = list.data?.pages[0]?.permissions ?? [];
  return (
    <Dialog onClose={onClose} title={t('access.reach.title', { name })} width="l">
      <Stack>
        <Pair>
          <Field label={t('access.workspace')}>
            {(control) => (
              <Select
                {...control}
                value={workspace}
                onValueChange={setChosen}
                options={workspaceOptions(seen)}
              />
            )}
          </Field>
          <Field label={t('access.reach.find')}>
            {({ id }) => (
              <SearchInput
                id={id}
                label={t('access.reach.find')}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        </Pair>
        {list.isSuccess && (
          <Quiet>
            {held.length === 0
              ? t('access.reach.noPermissions', { name })
              : t('access.reach.permissions', {
                  list: held.map((one) => t(`access.permission.${one}`)).join(', '),
                })}
          </Quiet>
        )}
        <ListScreen
          list={list}
          count={items.length}
          wait={120}
          empty={
            <p role="status">{t(q === '' ? 'access.reach.nothing' : 'access.reach.none', { name, q })}</p>
          }
        >
          <ul className={css['reached']} aria-label={t('access.reach.list')}>
            {items.map((item) => (
              <li key={item.dashboard}>
                <div className={css['head']}>
                  <strong>{item.title}</strong>
                  {item.inherited && <Badge>{t('app.mark.inherited')}</Badge>}
                  <Badge tone="accent">{t(`access.level_${item.level}`)}</Badge>
                </div>
                <PathList paths={item.paths} />
              </li>
            ))}
          </ul>
        </ListScreen>
      </Stack>
    </Dialog>
  );
}
