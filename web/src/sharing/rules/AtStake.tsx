/** Before shares end or are shortened: each by name with what becomes of it, and how many there are that one does not see. */
import { Link } from '@tanstack/react-router';
import type { ShareAtStake } from '../../api/types';
import { t } from '../../i18n';
import { formatMoment } from '../../i18n/format';
import { Badge, Button, Dialog, Quiet, type Tone } from '../../ui';
import css from './Rules.module.css';

const tones: Readonly<Record<ShareAtStake['becomes'], Tone>> = {
  ends: 'bad',
  ends_earlier: 'warn',
  loses_guests: 'warn',
  pauses: 'warn',
};

export function AtStake({
  title,
  shares,
  count,
  busy,
  action,
  onClose,
  onConfirm,
}: {
  title: string;
  /** Those that one may see. */
  shares: readonly ShareAtStake[];
  /** All of them. */
  count: number;
  busy: boolean;
  action: string;
  onClose: () => void;
  onConfirm: () => void;
}) {
  const unseen = count - shares.length;
  return (
    <Dialog
      onClose={onClose}
      title={title}
      description={t('sharing.rules.breaksText', { count })}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <ul className={css['stake']} aria-label={t('sharing.rules.breaksList')}>
        {shares.map((share) => (
          <li key={share.id}>
            <span>
              <Link to="/shares/$id" params={{ id: share.id }} target="_blank">
                {share.name}
              </Link>
              {share.dashboard && <span>{share.dashboard}</span>}
            </span>
            <Badge tone={tones[share.becomes]}>
              {t(`sharing.becomes.${share.becomes}`, {
                at: share.ends_at ? formatMoment(share.ends_at) : '',
              })}
            </Badge>
          </li>
        ))}
      </ul>
      {unseen > 0 && <Quiet>{t('sharing.rules.breaksUnseen', { count: unseen })}</Quiet>}
    </Dialog>
  );
}
