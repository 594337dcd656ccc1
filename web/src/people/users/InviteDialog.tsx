/** A new user: name, address, attributes, and either a link to choose a password or a password given here. */
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { NewUser, NewUserBody } from '../../api/types';
import { problemText } from '../../api/problemText';
import { PasswordInput } from '../auth/PasswordInput';
import { currentLanguage, t } from '../../i18n';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Dialog, Field, Input, Select } from '../../ui';
import { attributesOf, type AttributeRow } from './attributes';
import { AttributesEditor } from './AttributesEditor';
import { InvitationLink } from '../../access/InvitationLink';
import { LookAlikes } from './LookAlikes';
import { useRightsChanged } from '../../api/queries';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const changed = useRightsChanged();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [how, setHow] = useState<'invite' | 'password'>('invite');
  const [password, setPassword] = useState('');
  const [rows, setRows] = useState<AttributeRow[]>([]);
  const make = useSave((body: NewUserBody) => userClient.post<NewUser>('/users', body), {
    said: (made) =>
      made.invitation === undefined ? t('people.users.made', { name: made.user.name }) : undefined,
    onDone: (made) => {
      void changed();
      if (made.invitation === undefined) onClose();
    },
  });
  const taken =
    make.error instanceof ApiError && make.error.code === 'conflict' ? problemText(make.error) : undefined;
  const named = [make.at('/name'), make.at('/email'), make.at('/password'), taken].some(Boolean);
  const made = make.data;
  if (made?.invitation !== undefined) {
    return (
      <Dialog onClose={onClose} title={t('people.invite.made', { name: made.user.name })}>
        <InvitationLink
          email={made.user.email}
          link={made.invitation}
          mailed={made.mailed === true}
          alike={made.look_alikes}
          onDone={onClose}
        />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t('people.users.new')}
      save={make}
      onSubmit={() =>
        make.send({
          name: name.trim(),
          email: email.trim(),
          attributes: attributesOf(rows),
          ...(how === 'invite' ? { invite: true, language: currentLanguage() } : { password }),
        })
      }
      onClose={onClose}
      action={t(how === 'invite' ? 'people.invite.submit' : 'people.users.create')}
      refusal={named ? null : undefined}
    >
      <Field label={t('kit.name')} error={make.at('/name')}>
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
      <Field label={t('people.email')} error={make.at('/email') ?? taken}>
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
      <LookAlikes email={email} />
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
        <Field label={t('people.password')} hint={t('people.passwordHint')} error={make.at('/password')}>
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
    </FormDialog>
  );
}
