/** On the page of a share: what is done most as buttons, the rest in the menu beside them. */
import type { Share } from '../../api/types';
import { isShareKind } from '../../access/outside';
import { t } from '../../i18n';
import { Button } from '../../ui';
import { ShareMenuOf } from './ShareMenu';
import { useShareDo } from './useShareDo';

export function ShareActions({ share }: { share: Share }) {
  const act = useShareDo(share);
  const may = (ability: Share['can'][number]) => share.can.includes(ability);
  return (
    <>
      {may('take_over') && (
        <Button variant="primary" icon="user" onClick={() => act.ask('take_over')}>
          {t('sharing.unowned.take')}
        </Button>
      )}
      {may('pause') && share.state === 'live' && (
        <Button icon="pause" busy={act.busy} title={t('sharing.list.pauseHint')} onClick={act.pause}>
          {t('sharing.list.pause')}
        </Button>
      )}
      {may('resume') && share.state === 'paused' && (
        <Button variant="primary" icon="play" busy={act.busy} onClick={act.resume}>
          {t('sharing.list.resume')}
        </Button>
      )}
      {may('edit') && isShareKind(share.kind) && (
        <Button icon="edit" onClick={() => act.ask('change')}>
          {t('sharing.change')}
        </Button>
      )}
      <ShareMenuOf share={share} act={act} rest />
      {act.dialogs}
    </>
  );
}
