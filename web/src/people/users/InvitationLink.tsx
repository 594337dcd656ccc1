/** The link of an invitation, shown this once, and whether a mail with it has gone out. */
import { t } from '../../i18n';
import { Button, Buttons, CopyField, Notice, Quiet, Stack } from '../../ui';

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
    <Stack>
      <Notice tone={mailed ? 'good' : 'warn'}>
        {mailed ? t('people.invite.mailed', { email }) : t('people.invite.notMailed', { email })}
      </Notice>
      <CopyField value={link} label={t('people.invite.link')} mono />
      <Quiet>{t('people.invite.once')}</Quiet>
      <Buttons>
        <Button variant="primary" onClick={onDone}>
          {t('kit.done')}
        </Button>
      </Buttons>
    </Stack>
  );
}
