/** A link right after it was made or rotated: shown this once, because only its fingerprint is kept. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ShareWithLink } from '../../api/types';
import { LinkElsewhere } from '../../kit/LinkElsewhere';
import { Button, Icon, Switch } from '../../ui';
import { CopyField } from '../../ui/CopyField';
import { instantText, ownZone } from '../../i18n/instant';
import { locale, t } from '../../i18n/core';
import css from './Link.module.css';

const QrCode = lazy(() => import('./QrCode').then((m) => ({ default: m.QrCode })));

export function CreatedLink({
  made,
  onCopied,
  onDone,
}: {
  made: ShareWithLink;
  onCopied: () => void;
  onDone: () => void;
}) {
  const { share } = made;
  // What takes turns is made for a wall.
  const [wall, setWall] = useState(share.rotation.length > 0);
  const [code, setCode] = useState(false);
  const address = made.link ?? '';
  const link = wall ? `${address}?kiosk=true` : address;
  const until =
    share.expires_at === null
      ? t('sharing.created_forever')
      : t('sharing.created_until', { at: instantText(share.expires_at, locale(), ownZone()) });
  const box = useRef<HTMLElement>(null);
  // Shown only once, so it must not appear above what is in view.
  useEffect(() => {
    // Some browsers answer with a promise, which an effect must not return.
    void box.current?.scrollIntoView({ block: 'end' });
  }, []);
  return (
    <section ref={box} className={css['created']} aria-label={t('sharing.created_region')}>
      <div className={css['createdHead']}>
        <span className={css['tick']}>
          <Icon name="check" size={18} />
        </span>
        <div>
          <h3 role="status">{t('sharing.created', { title: share.title })}</h3>
          <p className={css['quiet']}>
            {until}
            {share.has_password && ` ${t('sharing.created_password')}`}
          </p>
        </div>
      </div>
      <CopyField value={link} label={t('sharing.outside_url')} mono onCopied={onCopied} />
      <LinkElsewhere link={link} />
      <Switch
        label={t('sharing.wall')}
        hint={t('sharing.wall_hint')}
        checked={wall}
        onCheckedChange={setWall}
      />
      {code && (
        <Suspense fallback={null}>
          <QrCode link={link} title={share.title} until={until} onTaken={onCopied} />
        </Suspense>
      )}
      <p className={css['quiet']}>{t('sharing.created_once')}</p>
      <div className={css['end']}>
        <Button icon="grid" aria-expanded={code} onClick={() => setCode(!code)}>
          {t('sharing.qr')}
        </Button>
        <Button onClick={onDone}>{t('kit.done')}</Button>
      </div>
    </section>
  );
}
