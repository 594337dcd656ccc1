/** What is done to a user straight from the list: status, and a new link to choose a password. */
import { useState, type ReactNode } from 'react';
import { userClient } from '../../api/client';
import type { NewInvitation, User } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { useSave } from '../../kit/useSave';
import { Dialog } from '../../ui';
import { InvitationLink } from '../../access/InvitationLink';
import { useRightsChanged } from '../../api/queries';

/** Disables or enables at once; a toast takes it back. */
export function useStatus(): (person: User, status: 'active' | 'disabled') => void {
  const changed = useRightsChanged();
  const set = useSave(
    ({ person, status }: { person: User; status: 'active' | 'disabled' }) =>
      userClient.patch<User>(`/users/${person.id}`, { status }),
    {
      said: (_, { person, status }) => ({
        kind: 'good',
        text: t(status === 'disabled' ? 'people.users.disabled' : 'people.users.enabled', {
          name: person.name,
        }),
        action: {
          label: t('kit.undo'),
          onSelect: () => set.send({ person, status: status === 'active' ? 'disabled' : 'active' }),
        },
      }),
      onDone: () => void changed(),
      failsInToast: true,
    },
  );
  return (person, status) => set.send({ person, status });
}

/** Makes a new link; `shown` is the dialog with it. */
export function useInvite(): { send: (person: User) => void; shown: ReactNode } {
  const [made, setMade] = useState<{ person: User; link: NewInvitation } | null>(null);
  const { send } = useSave(
    (person: User) =>
      userClient.post<NewInvitation>(`/users/${person.id}/invite`, { language: currentLanguage() }),
    { onDone: (link, person) => setMade({ person, link }), failsInToast: true },
  );
  return {
    send,
    shown: made && (
      <Dialog onClose={() => setMade(null)} title={t('people.invite.made', { name: made.person.name })}>
        <InvitationLink
          email={made.person.email}
          link={made.link.invitation}
          mailed={made.link.mailed}
          alike={made.link.look_alikes}
          onDone={() => setMade(null)}
        />
      </Dialog>
    ),
  };
}

/** Takes the invitations of a user back: their links open nothing any more. */
export function useWithdraw() {
  const changed = useRightsChanged();
  return useSave((person: User) => userClient.delete(`/users/${person.id}/invitation`), {
    said: (_, person) => t('people.invite.withdrawn', { name: person.name }),
    onDone: () => void changed(),
    failsInToast: true,
  });
}
