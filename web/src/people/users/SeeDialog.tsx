/** Whom a user sees in dialogs besides those they see anyway. It gives no access to anything. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import type { Person, Seen } from '../../api/peopleTypes';
import type { Page } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { Dialog, Quiet, Stack, useToast } from '../../ui';
import { Chips } from '../../kit/Chips';
import { ListScreen } from '../../kit/ListScreen';
import { PickList } from '../../kit/PickList';
import { findPrincipals, peopleKeys } from '../queries';

export function SeeDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const cache = useQueryClient();
  const toast = useToast();
  const key = [...peopleKeys.users, 'see', person.id];
  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => userClient.get<Page<Seen>>(`/users/${person.id}/see`, { signal }),
    select: (page) => page.items,
  });
  const set = async (principal: string, seen: boolean) => {
    try {
      const path = `/users/${person.id}/see/${principal}`;
      await (seen ? userClient.put(path, {}) : userClient.delete(path));
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
    }
    await cache.invalidateQueries({ queryKey: key });
  };
  const seen = list.data ?? [];
  return (
    <Dialog
      onClose={onClose}
      title={t('people.see.title', { name: person.name })}
      description={t('people.see.text', { name: person.name })}
    >
      <Stack>
        <ListScreen list={list} wait={40}>
          {seen.length === 0 && <Quiet>{t('people.see.nobody')}</Quiet>}
        </ListScreen>
        <Chips
          label={t('people.see.title', { name: person.name })}
          items={seen.map(({ principal, name }) => ({
            key: principal,
            name,
            kind: principal.startsWith('group:') ? 'group' : 'user',
          }))}
          onRemove={(principal) => void set(principal, false)}
        />
        <PickList
          label={t('people.see.add')}
          scope="principals"
          search={async (q, signal) =>
            (await findPrincipals(q, signal)).map((one) => ({ ...one, key: one.principal }))
          }
          taken={[`user:${person.id}`, ...seen.map(({ principal }) => principal)]}
          onPick={(one) => void set(one.key, true)}
        />
      </Stack>
    </Dialog>
  );
}
