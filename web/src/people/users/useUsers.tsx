/** What is done to a user straight from the list: status, and a new link to choose a password. */
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { userClient } from '../../api/client';
import type { NewInvitation, Person } from '../../api/peopleTypes';
import { problemText } from '../../api/problemText';
import { currentLanguage, t } from '../../i18n';
import { Dialog, useToast } from '../../ui';
import { InvitationLink } from './InvitationLink';
import { useRightsChanged } from '../../api/queries';

/** Disables or enables at once; a toast takes it back. */
export function useStatus(): (person: Person, status: 'active' | 'disabled') => void {
  const toast = useToast();
  const changed = useRightsChanged();
  const set = useMutation({
    mutationFn: ({ person, status }: { person: Person; status: 'active' | 'disabled' }) =>
      userClient.patch<Person>(`/users/${person.id}`, { status }),
    onSuccess: (_, { person, status }) => {
      toast({
        kind: 'good',
        text: t(status === 'disabled' ? 'people.users.disabled' : 'people.users.enabled', {
          name: person.name,
        }),
        action: {
          label: t('people.undo'),
          onSelect: () => set.mutate({ person, status: status === 'active' ? 'disabled' : 'active' }),
        },
      });
      void changed();
    },
    onError: (error) => toast({ kind: 'bad', text: problemText(error) }),
  });
  return (person, status) => set.mutate({ person, status });
}

/** Makes a new link; `shown` is the dialog with it. */
export function useInvite(): { send: (person: Person) => Promise<void>; shown: ReactNode } {
  const toast = useToast();
  const [made, setMade] = useState<{ person: Person; link: NewInvitation } | null>(null);
  const send = async (person: Person) => {
    try {
      const link = await userClient.post<NewInvitation>(`/users/${person.id}/invite`, {
        language: currentLanguage(),
      });
      setMade({ person, link });
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
    }
  };
  return {
    send,
    shown: made && (
      <Dialog
        open
        onOpenChange={(open) => !open && setMade(null)}
        title={t('people.invite.made', { name: made.person.name })}
      >
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
