/** In the place of a dashboard that does not open: says the same whether it exists or not, and lets one ask. */
import { useState, type FormEvent } from 'react';
import { userClient } from '../../api/client';
import { NotFound } from '../../kit/ScreenError';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { Button, Field, Notice, TextArea } from '../../ui';
import css from './AskForAccess.module.css';

export function AskForAccess({ id, workspace }: { id: string; workspace: string | undefined }) {
  const [message, setMessage] = useState('');
  const [state, setState] = useState<'open' | 'sending' | 'sent'>('open');
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state !== 'open') return;
    setState('sending');
    setFailure(null);
    try {
      const said = message.trim();
      await userClient.post('/access-requests', {
        dashboard: id,
        ...(workspace === undefined ? {} : { workspace }),
        ...(said === '' ? {} : { message: said }),
      });
      setState('sent');
    } catch (error) {
      setFailure(error);
      setState('open');
    }
  };
  return (
    <>
      <NotFound />
      <section className={css['ask']} aria-label={t('people.ask.title')}>
        {state === 'sent' ? (
          <Notice tone="good" title={t('people.ask.sent')}>
            {t('people.ask.sentHint')}
          </Notice>
        ) : (
          <form onSubmit={(event) => void submit(event)}>
            <h2>{t('people.ask.title')}</h2>
            <p>{t('people.ask.hint')}</p>
            {failure !== null && <Notice tone="bad">{problemText(failure)}</Notice>}
            <Field label={t('people.ask.message')} optional={t('app.optional')}>
              {(control) => (
                <TextArea
                  {...control}
                  maxLength={500}
                  placeholder={t('people.ask.placeholder')}
                  value={message}
                  onChange={(event) => setMessage(event.target.value)}
                />
              )}
            </Field>
            <Button type="submit" variant="primary" busy={state === 'sending'}>
              {t('people.ask.send')}
            </Button>
          </form>
        )}
      </section>
    </>
  );
}
