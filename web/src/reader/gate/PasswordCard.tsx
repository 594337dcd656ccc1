/** Asks for the password of a share. */
import { useState } from 'react';
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { Field, Input } from '../../ui/Field';
import { GuestCard } from '../GuestCard';
import { useFaulty } from './useFaulty';
import css from '../Guest.module.css';

export function PasswordCard({
  wrong,
  busy,
  onSubmit,
}: {
  /** What was wrong, if something was. */
  wrong: string | undefined;
  busy: boolean;
  onSubmit: (password: string) => void;
}) {
  const [password, setPassword] = useState('');
  const input = useFaulty(wrong !== undefined && !busy);
  return (
    <GuestCard icon="lock" title={t('gate.passwordTitle')} hint={t('gate.passwordHint')}>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') onSubmit(password);
        }}
      >
        <Field label={t('gate.password')} error={wrong}>
          {(control) => (
            <Input
              {...control}
              ref={input}
              type="password"
              autoComplete="off"
              autoFocus
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy} disabled={password === ''}>
          {t('gate.open')}
        </Button>
      </form>
    </GuestCard>
  );
}
