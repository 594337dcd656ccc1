/** Asks for the password of a share. */
import { useState } from 'react';
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { Field, Input } from '../../ui/Field';
import { GuestCard } from '../GuestCard';
import { useTexts } from './useTexts';
import { useFaulty } from './useFaulty';
import css from '../Guest.module.css';

export function PasswordCard({
  wrong,
  trouble,
  busy,
  onSubmit,
}: {
  /** It was not that one. */
  wrong: boolean;
  /** What else stood in the way. */
  trouble?: string | undefined;
  busy: boolean;
  onSubmit: (password: string) => void;
}) {
  useTexts();
  const [password, setPassword] = useState('');
  const input = useFaulty(wrong && !busy);
  return (
    <GuestCard icon="lock" title={t('gate.passwordTitle')} hint={t('gate.passwordHint')}>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') onSubmit(password);
        }}
      >
        <Field label={t('gate.password')} error={trouble ?? (wrong ? t('gate.passwordWrong') : undefined)}>
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
