/** A new user: name, address, attributes, and either a link to choose a password or a password given here. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { NewPerson, NewPersonBody } from '../../api/peopleTypes';
import { problemText } from '../../api/problemText';
import { PasswordInput } from '../auth/PasswordInput';
import { currentLanguage, t } from '../../i18n';
import { Button, Dialog, Field, Input, Notice, Select, useToast } from '../../ui';
import { attributesOf, type AttributeRow } from './attributes';
import { AttributesEditor } from './AttributesEditor';
import { InvitationLink } from './InvitationLink';
import { useRightsChanged } from '../../api/queries';
import css from '../People.module.css';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const toast = useToast();
  const changed = useRightsChanged();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [how, setHow] = useState<'invite' | 'password'>('invite');
  const [password, setPassword] = useState('');
  const [rows, setRows] = useState<AttributeRow[]>([]);
  const make = useMutation({
    mutationFn: (body: NewPersonBody) => userClient.post<NewPerson>('/users', body),
    onSuccess: (made) => {
      void changed();
      if (made.invitation !== undefined) return;
      toast({ kind: 'good', text: t('people.users.made', { name: made.user.name }) });
      onClose();
    },
  });
  const refused = (pointer: string) => (make.error instanceof ApiError ? make.error.at(pointer) : undefined);
  const taken =
    make.error instanceof ApiError && make.error.code === 'conflict' ? problemText(make.error) : undefined;
  const named = [refused('/name'), refused('/email'), refused('/password'), taken].some(Boolean);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (make.isPending) return;
    make.mutate({
      name: name.trim(),
      email: email.trim(),
      attributes: attributesOf(rows),
      ...(how === 'invite' ? { invite: true, language: currentLanguage() } : { password }),
    });
  };
  const made = make.data;
  if (made?.invitation !== undefined) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={t('people.invite.made', { name: made.user.name })}
      >
        <InvitationLink
          email={made.user.email}
          link={made.invitation}
          mailed={made.mailed === true}
          onDone={onClose}
        />
      </Dialog>
    );
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('people.users.new')}>
      <form className={css['form']} onSubmit={submit}>
        {make.isError && !named && <Notice tone="bad">{problemText(make.error)}</Notice>}
        <Field label={t('people.name')} error={refused('/name')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('people.email')} error={refused('/email') ?? taken}>
          {(control) => (
            <Input
              {...control}
              required
              type="email"
              autoComplete="off"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('people.invite.how')}>
          {(control) => (
            <Select
              {...control}
              value={how}
              onValueChange={(value) => setHow(value === 'password' ? 'password' : 'invite')}
              options={[
                { value: 'invite', label: t('people.invite.byLink') },
                { value: 'password', label: t('people.invite.byPassword') },
              ]}
            />
          )}
        </Field>
        {how === 'password' && (
          <Field label={t('people.password')} hint={t('people.passwordHint')} error={refused('/password')}>
            {(control) => (
              <PasswordInput
                {...control}
                required
                minLength={10}
                autoComplete="new-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
        )}
        <AttributesEditor rows={rows} onChange={setRows} />
        <div className={css['buttons']}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" busy={make.isPending}>
            {t(how === 'invite' ? 'people.invite.submit' : 'people.users.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
