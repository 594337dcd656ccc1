/** Asks for the password of a share. */
import { useEffect, useRef, useState } from 'react';
import { t } from '../i18n/core';
import { Button } from '../ui/Button';
import { Field, Input } from '../ui/Field';
import { GuestCard } from './GuestCard';
import css from './Guest.module.css';

export function PasswordCard({
  wrong,
  busy,
  onSubmit,
}: {
  wrong: boolean;
  busy: boolean;
  onSubmit: (password: string) => void;
}) {
  const [password, setPassword] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!wrong) return;
    input.current?.focus();
    input.current?.select();
  }, [wrong]);
  return (
    <GuestCard icon="lock" title={t('view.passwordTitle')} hint={t('view.passwordHint')}>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') onSubmit(password);
        }}
      >
        <Field label={t('view.password')} error={wrong ? t('view.passwordWrong') : undefined}>
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
          {t('view.openShare')}
        </Button>
      </form>
    </GuestCard>
  );
}
