/** Changes a user: name, address, attributes, a new password. Their rights are changed where the rights are. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Leaves, User } from '../../api/types';
import { PasswordInput } from '../auth/PasswordInput';
import { t } from '../../i18n';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Checkbox, Field, Input } from '../../ui';
import { attributesOf, rowsOf } from './attributes';
import { AttributesEditor } from './AttributesEditor';
import { peopleKeys } from '../queries';
import { useRightsChanged } from '../../api/queries';

export function UserDialog({ person, onClose }: { person: User; onClose: () => void }) {
  const changed = useRightsChanged();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email);
  const [password, setPassword] = useState('');
  const [revokes, setRevokes] = useState(true);
  const leaves = useQuery({
    queryKey: [...peopleKeys.users, 'leaves', person.id],
    queryFn: ({ signal }) => userClient.get<Leaves>(`/users/${person.id}/leaves`, { signal }),
    enabled: password !== '',
  });
  const [rows, setRows] = useState(() => rowsOf(person.attributes));
  const save = useSave((body: object) => userClient.patch<User>(`/users/${person.id}`, body), {
    said: (kept) => t('kit.saved', { name: kept.name }),
    onDone: () => {
      void changed();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('kit.changeOf', { name: person.name })}
      save={save}
      onSubmit={() =>
        save.send({
          name: name.trim(),
          email: email.trim(),
          attributes: attributesOf(rows),
          ...(password === '' ? {} : { password, revoke_tokens: revokes }),
        })
      }
      onClose={onClose}
      action={t('app.save')}
    >
      <Field label={t('kit.name')} error={save.at('/name')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('people.email')} error={save.at('/email')}>
        {(control) => (
          <Input
            {...control}
            required
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <AttributesEditor rows={rows} onChange={setRows} />
      <Field
        label={t('people.passwordNew')}
        optional={t('app.optional')}
        hint={t('people.passwordHint')}
        error={save.at('/password')}
      >
        {(control) => (
          <PasswordInput
            {...control}
            minLength={10}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {password !== '' && (
        <Checkbox
          label={
            leaves.data
              ? t('people.revokeTokens', { count: leaves.data.tokens })
              : t('people.revokeTokensAny')
          }
          checked={revokes}
          onChange={(event) => setRevokes(event.target.checked)}
        />
      )}
    </FormDialog>
  );
}
