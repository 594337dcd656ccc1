/** Changes a user: name, address, attributes, a new password. Their rights are changed where the rights are. */
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Person } from '../../api/peopleTypes';
import { PasswordInput } from '../auth/PasswordInput';
import { t } from '../../i18n';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Field, Input } from '../../ui';
import { attributesOf, rowsOf } from './attributes';
import { AttributesEditor } from './AttributesEditor';
import { useRightsChanged } from '../../api/queries';

export function UserDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const changed = useRightsChanged();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email);
  const [password, setPassword] = useState('');
  const [rows, setRows] = useState(() => rowsOf(person.attributes));
  const save = useSave((body: object) => userClient.patch<Person>(`/users/${person.id}`, body), {
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
          ...(password === '' ? {} : { password }),
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
    </FormDialog>
  );
}
