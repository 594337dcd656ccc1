/** The own API tokens: which there are, making one, revoking one. A token's text is shown when it is made and never again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { tokensQuery } from '../../api/queries';
import type { Token } from '../../api/types';
import { PageHead } from '../../kit/PageHead';
import { Screen } from '../../kit/Screen';
import { usePageTitle } from '../../kit/pageTitle';
import { problemText } from '../../api/problemText';
import { useWorkspace } from '../../kit/workspace';
import { t } from '../../i18n';
import { formatAgo, formatMoment } from '../../i18n/format';
import { Button, ConfirmDialog, EmptyState, Icon, Notice, Skeleton, Table, Td, Th, useToast } from '../../ui';
import { NewTokenDialog } from './NewTokenDialog';
import css from './TokensPage.module.css';

export function TokensPage() {
  usePageTitle(t('tokens.title'));
  const list = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const make = (
    <Button icon="plus" variant="primary" onClick={() => setMaking(true)}>
      {t('tokens.new')}
    </Button>
  );
  const some = list.data !== undefined && list.data.length > 0;
  return (
    <Screen narrow>
      <PageHead title={t('tokens.title')} actions={some && make} />
      <p className={css['intro']}>{t('tokens.intro')}</p>
      {list.isError && (
        <Notice tone="bad" actions={<Button onClick={() => void list.refetch()}>{t('app.tryAgain')}</Button>}>
          {problemText(list.error)}
        </Notice>
      )}
      {list.isPending && <Skeleton height={160} />}
      {some && <TokenTable tokens={list.data} />}
      {list.data?.length === 0 && (
        <EmptyState icon="key" title={t('tokens.empty.title')} actions={make}>
          {t('tokens.empty.hint')}
        </EmptyState>
      )}
      {making && <NewTokenDialog onClose={() => setMaking(false)} />}
    </Screen>
  );
}

function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  const cache = useQueryClient();
  const toast = useToast();
  const { all } = useWorkspace();
  const [asking, setAsking] = useState<Token | null>(null);
  const revoke = useMutation({
    mutationFn: (token: Token) => userClient.delete(`/tokens/${token.id}`),
    onSuccess: (_, token) => toast({ kind: 'good', text: t('tokens.revoked', { name: token.name }) }),
    onError: (error) => toast({ kind: 'bad', text: problemText(error) }),
    onSettled: () => {
      setAsking(null);
      return cache.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  // Newest first: what one looks for is mostly what one has just made.
  const sorted = tokens.toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  return (
    <>
      <Table label={t('tokens.title')} cards>
        <thead>
          <tr>
            <Th>{t('tokens.name')}</Th>
            <Th>{t('tokens.reach')}</Th>
            <Th>{t('tokens.end')}</Th>
            <Th>{t('tokens.made')}</Th>
            <Th>
              <span className="visually-hidden">{t('tokens.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((token) => (
            <tr key={token.id}>
              <Td className={css['name']}>
                <span>
                  <Icon name="key" />
                  <strong>{token.name}</strong>
                </span>
              </Td>
              <Td data-label={t('tokens.reach')}>
                {token.read_only ? t('tokens.reads') : t('tokens.everything')}
                {' · '}
                {token.workspace === null
                  ? t('tokens.everywhere')
                  : (all.find(({ id }) => id === token.workspace)?.name ?? t('tokens.oneWorkspace'))}
              </Td>
              <Td data-label={t('tokens.end')}>
                {token.expires_at === null ? (
                  t('tokens.never')
                ) : (
                  <time dateTime={token.expires_at} title={formatMoment(token.expires_at)}>
                    {Date.parse(token.expires_at) > Date.now()
                      ? formatAgo(token.expires_at)
                      : t('tokens.ended')}
                  </time>
                )}
              </Td>
              <Td data-label={t('tokens.made')}>
                <time dateTime={token.created_at} title={formatMoment(token.created_at)}>
                  {formatAgo(token.created_at)}
                </time>
              </Td>
              <Td className={css['action']}>
                <Button
                  size="s"
                  icon="trash"
                  aria-label={t('tokens.revokeOf', { name: token.name })}
                  onClick={() => setAsking(token)}
                >
                  {t('tokens.revoke')}
                </Button>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t('tokens.revokeAsk', { name: asking?.name ?? '' })}
        action={t('tokens.revoke')}
        busy={revoke.isPending}
        onConfirm={() => asking && revoke.mutate(asking)}
      >
        {t('tokens.revokeWarn')}
      </ConfirmDialog>
    </>
  );
}
