/** The own API tokens: which there are, making one, revoking one. A token's text is shown when it is made and never again. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { tokensQuery } from '../../api/queries';
import type { Token } from '../../api/types';
import { PageHead } from '../../kit/PageHead';
import { Screen } from '../../kit/Screen';
import { usePageTitle } from '../../kit/pageTitle';
import { useWorkspace } from '../../kit/workspace';
import { t } from '../../i18n';
import { formatAgo, formatMoment } from '../../i18n/format';
import { ListScreen } from '../../kit/ListScreen';
import { useSave } from '../../kit/useSave';
import { ActionCell, Button, ConfirmDialog, EmptyState, Icon, Table, Td, Th } from '../../ui';
import { SharingConsentSection } from '../consent/SharingConsentSection';
import { NewTokenDialog } from './NewTokenDialog';
import css from './TokensPage.module.css';

export function TokensPage() {
  usePageTitle(t('people.tokens.title'));
  const list = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const make = (
    <Button icon="plus" variant="primary" onClick={() => setMaking(true)}>
      {t('people.tokens.new')}
    </Button>
  );
  const tokens = list.data ?? [];
  return (
    <Screen narrow>
      <PageHead title={t('people.tokens.title')} actions={tokens.length > 0 && make} />
      <p className={css['intro']}>{t('people.tokens.intro')}</p>
      <ListScreen
        list={list}
        count={tokens.length}
        wait={160}
        empty={
          <EmptyState icon="key" title={t('people.tokens.empty.title')} actions={make}>
            {t('people.tokens.empty.hint')}
          </EmptyState>
        }
        onAgain={() => void list.refetch()}
      >
        <TokenTable tokens={tokens} />
      </ListScreen>
      <SharingConsentSection />
      {making && <NewTokenDialog onClose={() => setMaking(false)} />}
    </Screen>
  );
}

function TokenTable({ tokens }: { tokens: readonly Token[] }) {
  const cache = useQueryClient();
  const { all } = useWorkspace();
  const [asking, setAsking] = useState<Token | null>(null);
  const revoke = useSave((token: Token) => userClient.delete(`/tokens/${token.id}`), {
    said: (_, token) => t('people.tokens.revoked', { name: token.name }),
    failsInToast: true,
    onSettled: () => {
      setAsking(null);
      return cache.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  // Newest first: what one looks for is mostly what one has just made.
  const sorted = tokens.toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  return (
    <>
      <Table label={t('people.tokens.title')} cards>
        <thead>
          <tr>
            <Th>{t('people.tokens.name')}</Th>
            <Th>{t('people.tokens.reach')}</Th>
            <Th>{t('people.tokens.end')}</Th>
            <Th>{t('people.tokens.made')}</Th>
            <Th>
              <span className="visually-hidden">{t('people.tokens.actions')}</span>
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
              <Td data-label={t('people.tokens.reach')}>
                {token.read_only ? t('people.tokens.reads') : t('people.tokens.everything')}
                {' · '}
                {token.workspace === null
                  ? t('people.tokens.everywhere')
                  : (all.find(({ id }) => id === token.workspace)?.name ?? t('people.tokens.oneWorkspace'))}
              </Td>
              <Td data-label={t('people.tokens.end')}>
                {token.expires_at === null ? (
                  t('people.tokens.never')
                ) : (
                  <time dateTime={token.expires_at} title={formatMoment(token.expires_at)}>
                    {Date.parse(token.expires_at) > Date.now()
                      ? formatAgo(token.expires_at)
                      : t('people.tokens.ended')}
                  </time>
                )}
              </Td>
              <Td data-label={t('people.tokens.made')}>
                <time dateTime={token.created_at} title={formatMoment(token.created_at)}>
                  {formatAgo(token.created_at)}
                </time>
              </Td>
              <ActionCell>
                <Button
                  size="s"
                  icon="trash"
                  aria-label={t('people.tokens.revokeOf', { name: token.name })}
                  onClick={() => setAsking(token)}
                >
                  {t('people.tokens.revoke')}
                </Button>
              </ActionCell>
            </tr>
          ))}
        </tbody>
      </Table>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t('people.tokens.revokeAsk', { name: asking?.name ?? '' })}
        action={t('people.tokens.revoke')}
        busy={revoke.busy}
        onConfirm={() => asking && revoke.send(asking)}
      >
        {t('people.tokens.revokeWarn')}
      </ConfirmDialog>
    </>
  );
}
