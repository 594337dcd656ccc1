/** The link of an invitation, shown this once, and whether a mail with it has gone out. */
import type { LookAlike } from '../api/types';
import { t } from '../i18n';
import { LinkElsewhere } from '../kit/LinkElsewhere';
import { Button, Buttons, CopyField, Notice, Quiet, Stack } from '../ui';
import { LookAlikeNotice } from './LookAlikeNotice';

export function InvitationLink({
  email,
  link,
  mailed,
  alike,
  onDone,
}: {
  email: string;
  link: string;
  mailed: boolean;
  /** Whose address looks like this one. */
  alike: LookAlike[];
  onDone: () => void;
}) {
  return (
    <Stack>
      <Notice tone={mailed ? 'good' : 'warn'}>
        {mailed ? t('people.invite.mailed', { email }) : t('people.invite.notMailed', { email })}
      </Notice>
      <CopyField value={link} label={t('people.invite.link')} mono />
      <LinkElsewhere link={link} />
      <LookAlikeNotice items={alike} />
      <Quiet>{t('people.invite.once')}</Quiet>
      <Buttons>
        <Button variant="primary" onClick={onDone}>
          {t('kit.done')}
        </Button>
      </Buttons>
    </Stack>
  );
}
