/** Deleting a user asks once and says in numbers what goes with them; disabling is named as the milder way. */
import { useQuery } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import type { Leaves, Person } from '../../api/peopleTypes';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { useSave } from '../../kit/useSave';
import { ConfirmDialog } from '../../ui';
import { peopleKeys } from '../queries';
import { useRightsChanged } from '../../api/queries';

export function DeleteUserDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const changed = useRightsChanged();
  const leaves = useQuery({
    queryKey: [...peopleKeys.users, 'leaves', person.id],
    queryFn: ({ signal }) => userClient.get<Leaves>(`/users/${person.id}/leaves`, { signal }),
    staleTime: 0,
  });
  const remove = useSave(() => userClient.delete(`/users/${person.id}`), {
    said: () => t('people.users.deleted', { name: person.name }),
    failsInToast: true,
    onSettled: () => {
      void changed();
      onClose();
    },
  });
  const counts = leaves.data;
  const parts = counts
    ? (['grants', 'groups', 'shares', 'tokens'] as const)
        .filter((what) => counts[what] > 0)
        .map((what) => t(`people.leaves.${what}`, { count: counts[what] }))
    : [];
  return (
    <ConfirmDialog
      onClose={onClose}
      title={t('people.users.deleteAsk', { name: person.name })}
      action={t('kit.delete')}
      // Nobody confirms before the numbers are there.
      busy={remove.busy || leaves.isPending}
      onConfirm={() => remove.send()}
    >
      {leaves.isPending
        ? t('people.leaves.counting')
        : leaves.isError
          ? problemText(leaves.error)
          : parts.length === 0
            ? t('people.leaves.nothing')
            : parts.join(' ')}{' '}
      {t('people.users.deleteWarn')}
    </ConfirmDialog>
  );
}
