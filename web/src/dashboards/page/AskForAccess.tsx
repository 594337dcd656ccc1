/** In the place of a dashboard that does not open: says the same whether it exists or not, and lets one ask. */
import { useState } from 'react';
import { userClient } from '../../api/client';
import { NotFound } from '../../kit/ScreenError';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { useSave } from '../../kit/useSave';
import { Button, Field, Form, Notice, TextArea } from '../../ui';
import css from './AskForAccess.module.css';

export function AskForAccess({ id, workspace }: { id: string; workspace: string | undefined }) {
  const [message, setMessage] = useState('');
  const [sent, setSent] = useState(false);
  const ask = useSave(
    () => {
      const said = message.trim();
      return userClient.post('/access-requests', {
        dashboard: id,
        ...(workspace === undefined ? {} : { workspace }),
        ...(said === '' ? {} : { message: said }),
      });
    },
    { onDone: () => setSent(true) },
  );
  return (
    <>
      <NotFound />
      <section className={css['ask']} aria-label={t('dashboards.ask.title')}>
        {sent ? (
          <Notice tone="good" title={t('dashboards.ask.sent')}>
            {t('dashboards.ask.sentHint')}
          </Notice>
        ) : (
          <Form onSubmit={() => ask.send()}>
            <h2>{t('dashboards.ask.title')}</h2>
            <p>{t('dashboards.ask.hint')}</p>
            {ask.error !== null && <Notice tone="bad">{problemText(ask.error)}</Notice>}
            <Field label={t('dashboards.ask.message')} optional={t('app.optional')}>
              {(control) => (
                <TextArea
                  {...control}
                  maxLength={500}
                  placeholder={t('dashboards.ask.placeholder')}
                  value={message}
                  onChange={(event) => setMessage(event.target.value)}
                />
              )}
            </Field>
            <Button type="submit" variant="primary" busy={ask.busy}>
              {t('dashboards.ask.send')}
            </Button>
          </Form>
        )}
      </section>
    </>
  );
}
