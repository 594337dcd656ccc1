/** The menu of one share: what the server allows is offered, and nothing else. */
import { useNavigate } from '@tanstack/react-router';
import type { Share } from '../../api/types';
import { isShareKind } from '../../access/outside';
import { t } from '../../i18n';
import { IconButton, Menu, MenuItem, MenuSeparator } from '../../ui';
import { hasCommonLink } from '../words';
import { useShareDo, type ShareDo } from './useShareDo';

export function ShareMenu({ share }: { share: Share }) {
  const act = useShareDo(share);
  return (
    <>
      <ShareMenuOf share={share} act={act} />
      {act.dialogs}
    </>
  );
}

/** Where its dialogs stand elsewhere. `rest`: what has a button of its own beside it is left out. */
export function ShareMenuOf({ share, act, rest = false }: { share: Share; act: ShareDo; rest?: boolean }) {
  const navigate = useNavigate();
  const may = (ability: Share['can'][number]) => share.can.includes(ability);
  const title = share.title || t('sharing.list.untitled');
  return (
    <Menu
      label={t('sharing.list.actionsOf', { title })}
      trigger={<IconButton icon="more" label={t('sharing.list.actionsOf', { title })} />}
    >
      {!rest && (
        <MenuItem
          icon="eye"
          onSelect={() =>
            void navigate({
              to: '/shares/$id',
              params: { id: share.id },
              search: { workspace: share.workspace },
            })
          }
        >
          {t('sharing.list.details')}
        </MenuItem>
      )}
      <MenuItem
        icon="external"
        onSelect={() =>
          void navigate({
            to: '/d/$id/{-$slug}',
            params: { id: share.dashboard },
            search: { workspace: share.workspace },
          })
        }
      >
        {t('sharing.list.open')}
      </MenuItem>
      {may('preview') && (
        <MenuItem icon="eye" hint={t('sharing.preview_hint')} onSelect={act.preview}>
          {t('sharing.preview')}
        </MenuItem>
      )}
      {share.waiting && (
        <MenuItem icon="clock" hint={t('sharing.waits_hint')} onSelect={() => act.ask('look')}>
          {t('sharing.waits_look')}
        </MenuItem>
      )}
      {!rest && share.kind === 'guests' && (
        <MenuItem icon="mail" onSelect={() => act.ask('guests')}>
          {t('guests.list')}
        </MenuItem>
      )}
      {!rest && share.kind === 'embed' && share.state !== 'ended' && (
        <MenuItem icon="key" onSelect={() => act.ask('keys')}>
          {t('embed.keys_and_code')}
        </MenuItem>
      )}
      {!rest && may('take_over') && (
        <MenuItem icon="user" hint={t('sharing.unowned.takeHint')} onSelect={() => act.ask('take_over')}>
          {t('sharing.unowned.take')}
        </MenuItem>
      )}
      {!rest && may('edit') && isShareKind(share.kind) && (
        <MenuItem icon="edit" onSelect={() => act.ask('change')}>
          {t('sharing.change')}
        </MenuItem>
      )}
      {!rest && may('pause') && share.state === 'live' && (
        <MenuItem icon="pause" hint={t('sharing.list.pauseHint')} onSelect={act.pause}>
          {t('sharing.list.pause')}
        </MenuItem>
      )}
      {!rest && may('resume') && share.state === 'paused' && (
        <MenuItem icon="play" onSelect={act.resume}>
          {t('sharing.list.resume')}
        </MenuItem>
      )}
      {hasCommonLink(share) && (
        <MenuItem icon="rotate" hint={t('sharing.list.rotateHint')} onSelect={() => act.ask('rotate')}>
          {t('sharing.list.rotate')}
        </MenuItem>
      )}
      {may('end') && share.state !== 'ended' && (
        <>
          <MenuSeparator />
          <MenuItem icon="stop" danger onSelect={() => act.ask('end')}>
            {t('sharing.list.end')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
