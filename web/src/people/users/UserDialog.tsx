/** Changes a user: name, address, attributes, a new password. Their rights are changed where the rights are. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { Person } from '../../api/peopleTypes';
import { problemText } from '../../api/problemText';
import { PasswordInput } from '../auth/PasswordInput';
import { t } from '../../i18n';
import { Button, Dialog, Field, Input, Notice, useToast } from '../../ui';
import { attributesOf, rowsOf } from './attributes';
import { AttributesEditor } from './AttributesEditor';
import { useRightsChanged } from '../../api/queries';
import css from '../People.module.css';

export function UserDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const toast = useToast();
  const changed = useRightsChanged();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email);
  const [password, setPassword] = useState('');
  const [rows, setRows] = useState(() => rowsOf(person.attributes));
  const save = useMutation({
    mutationFn: (body: object) => userClient.patch<Person>(`/users/${person.id}`, body),
    onSuccess: (kept) => {
      toast({ kind: 'good', text: t('people.saved', { name: kept.name }) });
      void changed();
      onClose();
    },
  });
  const refused = (pointer: string) => (save.error instanceof ApiError ? save.error.at(pointer) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate({
      name: name.trim(),
      email: email.trim(),
      attributes: attributesOf(rows),
      ...(password === '' ? {} : { password }),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('people.changeOf', { name: person.name })}
    >
      <form className={css['form']} onSubmit={submit}>
        {save.isError && <Notice tone="bad">{problemText(save.error)}</Notice>}
        <Field label={t('people.name')} error={refused('/name')}>
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
        <Field label={t('people.email')} error={refused('/email')}>
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
          error={refused('/password')}
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
        <div className={css['buttons']}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {t('app.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
