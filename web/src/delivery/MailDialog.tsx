/** One mail of the outbox as its reader would get it: as text, and as HTML in a frame that can do nothing. */
import { useState } from 'react';
import type { OutboxItem } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Dialog, Notice, Skeleton, TabPanel, Tabs } from '../ui';
import { useMail } from './queries';
import css from './Outbox.module.css';

export function MailDialog({ mail, onClose }: { mail: OutboxItem; onClose: () => void }) {
  const asked = useMail(mail.id);
  const [as, setAs] = useState('text');
  const html = asked.data?.html ?? null;
  const text = asked.data?.text ? (
    <pre className={css['text']}>{asked.data.text}</pre>
  ) : (
    <p className={css['intro']}>{t('delivery.not_made')}</p>
  );
  return (
    <Dialog onClose={onClose} width="l" title={mail.subject} description={`${t('delivery.to')}: ${mail.to}`}>
      {asked.error && <Notice tone="bad">{problemText(asked.error)}</Notice>}
      {asked.isPending && <Skeleton height={240} />}
      {asked.data && html === null && text}
      {asked.data && html !== null && (
        <Tabs
          label={mail.subject}
          value={as}
          onValueChange={setAs}
          items={[
            { value: 'text', label: t('delivery.text') },
            { value: 'html', label: t('delivery.html') },
          ]}
        >
          <TabPanel value="text">{text}</TabPanel>
          <TabPanel value="html">
            {/* No scripts, no forms, no other window, an origin of its own; the page's policy holds in it as well. */}
            <iframe className={css['frame']} sandbox="" srcDoc={html} title={t('delivery.html_frame')} />
            <p className={css['intro']}>{t('delivery.html_hint')}</p>
          </TabPanel>
        </Tabs>
      )}
    </Dialog>
  );
}
