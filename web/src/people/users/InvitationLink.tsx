/** The link of an invitation, shown this once, and whether a mail with it has gone out. */
import { t } from '../../i18n';
import { Button, CopyField, Notice } from '../../ui';
import css from '../People.module.css';

export function InvitationLink({
  email,
  link,
  mailed,
  onDone,
}: {
  email: string;
  link: string;
  mailed: boolean;
  onDone: () => void;
}) {
  return (
    <div className={css['form']}>
      <Notice tone={mailed ? 'good' : 'warn'}>
        {mailed ? t('people.invite.mailed', { email }) : t('people.invite.notMailed', { email })}
      </Notice>
      <CopyField value={link} label={t('people.invite.link')} mono />
      <p className={css['quiet']}>{t('people.invite.once')}</p>
      <div className={css['buttons']}>
        <Button variant="primary" onClick={onDone}>
          {t('people.done')}
        </Button>
      </div>
    </div>
  );
}
