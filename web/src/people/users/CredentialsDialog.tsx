/** What a user gets in with: API tokens and sign-ins, each of which who manages the organisation can end at once. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import type { Page, Session, Token, User } from '../../api/types';
import { t } from '../../i18n';
import { formatAgo, formatMoment } from '../../i18n/format';
import { ListScreen } from '../../kit/ListScreen';
import { useSave } from '../../kit/useSave';
import { ActionCell, Button, Dialog, Quiet, Stack, Table, Td, Th } from '../../ui';
import { peopleKeys } from '../queries';

type Kind = 'tokens' | 'sessions';

export function CredentialsDialog({ person, onClose }: { person: User; onClose: () => void }) {
  const tokens = useCredentials<Token>(person, 'tokens');
  const sessions = useCredentials<Session>(person, 'sessions');
  return (
    <Dialog
      onClose={onClose}
      width="l"
      title={t('people.credentials.title', { name: person.name })}
      description={t('people.credentials.text')}
    >
      <Stack>
        <h3>{t('people.credentials.tokens')}</h3>
        <ListScreen list={tokens.list} wait={60}>
          <Rows
            kind="tokens"
            items={(tokens.list.data ?? []).map((token) => ({
              ...token,
              name: token.name,
              second: token.read_only ? t('people.tokens.reads') : t('people.credentials.everything'),
            }))}
            busy={tokens.end.busy}
            onEnd={(id) => tokens.end.send(id)}
          />
        </ListScreen>
        <h3>{t('people.credentials.sessions')}</h3>
        <ListScreen list={sessions.list} wait={60}>
          <Rows
            kind="sessions"
            items={(sessions.list.data ?? []).map((session) => ({
              ...session,
              name: t('people.credentials.session'),
              second: '',
            }))}
            busy={sessions.end.busy}
            onEnd={(id) => sessions.end.send(id)}
          />
        </ListScreen>
      </Stack>
    </Dialog>
  );
}

function useCredentials<One>(person: User, kind: Kind) {
  const cache = useQueryClient();
  const queryKey = [...peopleKeys.users, kind, person.id];
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => userClient.get<Page<One>>(`/users/${person.id}/${kind}`, { signal }),
    select: (page) => page.items,
    staleTime: 0,
  });
  const end = useSave((id: string) => userClient.delete(`/users/${person.id}/${kind}/${id}`), {
    said: () => t(`people.credentials.ended.${kind}`),
    failsInToast: true,
    onSettled: () => cache.invalidateQueries({ queryKey }),
  });
  return { list, end };
}

function Rows({
  kind,
  items,
  busy,
  onEnd,
}: {
  kind: Kind;
  items: readonly {
    id: string;
    name: string;
    second: string;
    created_at: string;
    expires_at: string | null;
  }[];
  busy: boolean;
  onEnd: (id: string) => void;
}) {
  if (items.length === 0) return <Quiet>{t(`people.credentials.none.${kind}`)}</Quiet>;
  return (
    <Table label={t(`people.credentials.${kind}`)} cards>
      <thead>
        <tr>
          <Th>{t('kit.name')}</Th>
          <Th>{t('people.tokens.made')}</Th>
          <Th>{t('people.tokens.end')}</Th>
          <Th>
            <span className="visually-hidden">{t('kit.actions')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <Td>
              <strong>{item.name}</strong> {item.second}
            </Td>
            <Td data-label={t('people.tokens.made')}>
              <time dateTime={item.created_at} title={formatMoment(item.created_at)}>
                {formatAgo(item.created_at)}
              </time>
            </Td>
            <Td data-label={t('people.tokens.end')}>
              {item.expires_at === null ? t('people.tokens.never') : formatMoment(item.expires_at)}
            </Td>
            <ActionCell>
              <Button
                size="s"
                icon="trash"
                busy={busy}
                aria-label={t(`people.credentials.endOf.${kind}`, {
                  name: item.name,
                  at: formatMoment(item.created_at),
                })}
                onClick={() => onEnd(item.id)}
              >
                {t(`people.credentials.end.${kind}`)}
              </Button>
            </ActionCell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
