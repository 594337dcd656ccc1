/** Right after sharing: who was mailed, whose invitation waits in the outbox, whose mail failed. Follows the mails by itself. */
import { useEffect, useRef } from 'react';
import type { MadeShare, MailState } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { instantText, ownZone } from '../../i18n/instant';
import { LinkElsewhere } from '../../kit/LinkElsewhere';
import { Button, CopyField, Icon } from '../../ui';
import { useGuestActions, useRecipients } from './queries';
import { mailWhy } from './recipientWords';
import css from './Guests.module.css';

export function MadeGuests({
  made,
  outbox,
  onCopied,
  onDone,
}: {
  made: MadeShare;
  /** The way to the outbox, for who may see it. */
  outbox: (() => void) | null;
  onCopied: () => void;
  onDone: () => void;
}) {
  const { share, link } = made;
  const box = useRef<HTMLElement>(null);
  useEffect(() => void box.current?.scrollIntoView({ block: 'nearest' }), []);
  const now = useRecipients(share.id).data?.pages.flatMap(({ items }) => items);
  const guests = made.recipients.map((one) => now?.find(({ id }) => id === one.id) ?? one);
  const { resend } = useGuestActions(share.id);
  const of = (state: MailState) => guests.filter(({ mail }) => mail?.state === state);
  const [sent, queued, kept, failed] = [of('sent'), of('queued'), of('kept'), of('failed')];
  return (
    <section ref={box} className={css['made']} aria-label={t('guests.made_region')}>
      <div className={css['madeHead']}>
        <span className={css['tick']}>
          <Icon name="check" size={18} />
        </span>
        <div>
          <h3>
            {guests.length > 0
              ? t('guests.made', { count: guests.length })
              : t('guests.made_domains', { title: share.title })}
          </h3>
          <p className={css['quiet']}>
            {share.expires_at === null
              ? t('sharing.created_forever')
              : t('sharing.created_until', { at: instantText(share.expires_at, locale(), ownZone()) })}
          </p>
        </div>
      </div>
      <ul className={css['mails']} aria-live="polite">
        {queued.length > 0 && (
          <li>
            <Icon name="clock" size={14} />
            <span>{t('guests.mails_queued', { count: queued.length })}</span>
          </li>
        )}
        {sent.length > 0 && (
          <li>
            <Icon name="check" size={14} />
            <span>{t('guests.mails_sent', { count: sent.length })}</span>
          </li>
        )}
        {kept.length > 0 && (
          <li data-tone="warn">
            <Icon name="alert" size={14} />
            <span>{t('guests.mails_kept', { count: kept.length })}</span>
            {outbox && (
              <Button size="s" onClick={outbox}>
                {t('guests.to_outbox')}
              </Button>
            )}
          </li>
        )}
        {failed.map((one) => (
          <li key={one.id} data-tone="bad">
            <Icon name="alert" size={14} />
            <span>
              <bdi>{one.shown}</bdi>: {mailWhy(one)}
            </span>
            <Button
              size="s"
              icon="refresh"
              aria-label={t('guests.retry_of', { address: one.shown })}
              onClick={() => void resend(one)}
            >
              {t('guests.retry')}
            </Button>
          </li>
        ))}
      </ul>
      {link && (
        <>
          <p>{t('guests.domain_link')}</p>
          <CopyField value={link} label={t('guests.domain_link_label')} mono onCopied={onCopied} />
          <LinkElsewhere link={link} />
          <p className={css['quiet']}>{t('sharing.created_once')}</p>
        </>
      )}
      <div className={css['buttons']}>
        <Button onClick={onDone}>{t('kit.done')}</Button>
      </div>
    </section>
  );
}
