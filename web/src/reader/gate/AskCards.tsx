/** Before a code is sent: to the address of the link, or to one that is typed. */
import { useState } from 'react';
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { Field, Input } from '../../ui/Field';
import { GuestCard } from '../GuestCard';
import { useFaulty } from './useFaulty';
import guest from '../Guest.module.css';
import css from './Gate.module.css';

export function SendCard({
  address,
  busy,
  trouble,
  onSend,
}: {
  /** Masked. */
  address: string;
  busy: boolean;
  trouble: string | undefined;
  onSend: () => void;
}) {
  return (
    <GuestCard icon="mail" title={t('gate.sendTitle', { address })} hint={t('gate.sendHint')}>
      {trouble !== undefined && (
        <p className={css['trouble']} role="alert">
          {trouble}
        </p>
      )}
      <Button variant="primary" className={css['wide']} busy={busy} autoFocus onClick={onSend}>
        {t('gate.send')}
      </Button>
      <NotYou address={address} />
    </GuestCard>
  );
}

/** Whoever has a link that was made for somebody else is told what it does, and what to do. */
function NotYou({ address }: { address: string }) {
  return (
    <details className={css['fold']}>
      <summary>{t('gate.notYou')}</summary>
      <p>{t('gate.notYouText', { address })}</p>
    </details>
  );
}

export function AddressCard({
  busy,
  trouble,
  onSend,
}: {
  busy: boolean;
  trouble: string | undefined;
  onSend: (email: string) => void;
}) {
  const [email, setEmail] = useState('');
  const [bad, setBad] = useState(false);
  const input = useFaulty(bad);
  return (
    <GuestCard icon="mail" title={t('gate.addressTitle')} hint={t('gate.addressHint')}>
      <form
        className={guest['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const typed = email.trim();
          // Only what cannot be one: whether it is invited says nobody.
          if (/^[^\s@]+@[^\s@]+$/.test(typed)) onSend(typed);
          else setBad(true);
        }}
      >
        <Field label={t('gate.address')} error={bad ? t('gate.addressBad') : trouble}>
          {(control) => (
            <Input
              {...control}
              ref={input}
              type="email"
              inputMode="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              maxLength={320}
              value={email}
              onChange={(event) => {
                setEmail(event.target.value);
                setBad(false);
              }}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy} disabled={email.trim() === ''}>
          {t('gate.send')}
        </Button>
      </form>
    </GuestCard>
  );
}
