/** What is done to a user straight from the list: status, and a new link to choose a password. */
import { useState, type ReactNode } from 'react';
import { userClient } from '../../api/client';
import type { NewInvitation, Person } from '../../api/peopleTypes';
import { currentLanguage, t } from '../../i18n';
import { useSave } from '../../kit/useSave';
import { Dialog } from '../../ui';
import { InvitationLink } from './InvitationLink';
import { useRightsChanged } from '../../api/queries';

/** Disables or enables at once; a toast takes it back. */
export function useStatus(): (person: Person, status: 'active' | 'disabled') => void {
  const changed = useRightsChanged();
  const set = useSave(
    ({ person, status }: { person: Person; status: 'active' | 'disabled' }) =>
      userClient.patch<Person>(`/users/${person.id}`, { status }),
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
export function useInvite(): { send: (person: Person) => void; shown: ReactNode } {
  const [made, setMade] = useState<{ person: Person; link: NewInvitation } | null>(null);
  const { send } = useSave(
    (person: Person) =>
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
          onDone={() => setMade(null)}
        />
      </Dialog>
    ),
  };
}
