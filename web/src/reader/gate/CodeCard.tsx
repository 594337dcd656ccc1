/** The code of six digits: typed or pasted, sent by itself when it is whole; another one after a while. */
import { useRef, useState } from 'react';
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { Field, Input } from '../../ui/Field';
import { GuestCard } from '../GuestCard';
import type { Pending } from './pending';
import { useFaulty } from './useFaulty';
import { useWait } from './useWait';
import guest from '../Guest.module.css';
import css from './Gate.module.css';

const DIGITS = 6;
/** After so many wrong codes the next step is another code rather than another try. */
const MANY = 3;

/** The digits of what was typed or pasted: mails write "123 456", and other scripts have digits of their own. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, DIGITS);
}

export function CodeCard({
  pending,
  tries,
  trouble,
  busy,
  until,
  onCode,
  onAgain,
  onBack,
}: {
  pending: Pending;
  /** How many codes were refused. */
  tries: number;
  trouble: string | undefined;
  busy: boolean;
  /** When another code can be asked for. */
  until: number;
  onCode: (code: string) => void;
  onAgain: () => void;
  /** To another address, where one was typed. */
  onBack: (() => void) | undefined;
}) {
  const [code, setCode] = useState('');
  const [short, setShort] = useState(false);
  const [anew, setAnew] = useState(false);
  const sent = useRef('');
  const wait = useWait(until);
  const refused = tries > 0 && !busy && code === sent.current;
  const input = useFaulty(refused || short);
  const submit = (whole: string) => {
    if (busy) return;
    if (whole.length < DIGITS) return setShort(true);
    sent.current = whole;
    onCode(whole);
  };
  const wrong = refused ? t(tries >= MANY ? 'gate.codeManyTries' : 'gate.codeWrong') : undefined;
  const { own, address } = pending;
  return (
    <GuestCard
      icon="key"
      title={t('gate.codeTitle')}
      hint={t(own ? 'gate.codeHintOwn' : 'gate.codeHint', { address })}
    >
      <form
        className={guest['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit(code);
        }}
      >
        <Field label={t('gate.code')} error={trouble ?? (short ? t('gate.codeShort') : wrong)}>
          {(control) => (
            <Input
              {...control}
              ref={input}
              className={css['code']}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9]*"
              autoFocus
              value={code}
              onChange={(event) => {
                const next = digitsOf(event.target.value);
                setCode(next);
                setShort(false);
                // Typed whole for the first time: nobody has to press anything. What was refused waits for a hand.
                if (next.length === DIGITS && next !== sent.current) submit(next);
              }}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy}>
          {t('gate.open')}
        </Button>
      </form>
      <div className={css['under']}>
        <p className={css['small']} role="status">
          {anew && wait > 0 ? t('gate.sentAgain') : ''}
        </p>
        <Button
          variant="ghost"
          size="s"
          icon="refresh"
          disabled={wait > 0}
          onClick={() => {
            setCode('');
            setAnew(true);
            input.current?.focus();
            onAgain();
          }}
        >
          {wait > 0 ? t('gate.againIn', { count: wait }) : t('gate.again')}
        </Button>
        {onBack && (
          <Button variant="ghost" size="s" onClick={onBack}>
            {t('gate.otherAddress')}
          </Button>
        )}
        <p className={css['small']}>{t('gate.nothingCame')}</p>
      </div>
    </GuestCard>
  );
}
