/** Where one is among the folders, the folders that lie here, and what can be done with the one that is open. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Folder, Id, Workspace } from '../../api/types';
import type { Search } from '../../kit/search';
import { t } from '../../i18n';
import { NameDialog } from '../../kit/NameDialog';
import { FolderShareDialog } from './FolderShareDialog';
import { Badge, Button, ConfirmDialog, Icon, IconButton, Menu, MenuItem, MenuSeparator } from '../../ui';
import { inside, takesFolders, wayTo } from '../../kit/folders';
import { MoveDialog } from '../../kit/MoveDialog';
import { useSave } from '../../kit/useSave';
import { useRightsChanged } from '../../api/queries';
import css from './FolderBar.module.css';

type Doing = 'new' | 'rename' | 'move' | 'delete' | 'share';

export function FolderBar({
  folders,
  open,
  workspace,
  search,
  onGo,
}: {
  folders: readonly Folder[];
  /** The folder that is open; null: the top. */
  open: Id | null;
  workspace: Workspace;
  search: Search;
  onGo: (folder: Id | null) => void;
}) {
  const way = wayTo(folders, open);
  const here = way.at(-1);
  const below = inside(folders, here?.id ?? null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const makes = here ? takesFolders(here) : workspace.can.includes('create_folder');
  const own =
    here && here.can.some((one) => ['rename', 'move', 'delete', 'share', 'change_grants'].includes(one));
  if (folders.length === 0 && !makes) return null;
  const to = (folder: Id | undefined) => ({ ...search, folder });
  return (
    <section className={css['bar']} aria-label={t('workspaces.folders.folders')}>
      <div className={css['line']}>
        <nav className={css['way']} aria-label={t('workspaces.folders.where')}>
          <ol>
            <li>
              {here ? (
                <Link to="/" search={to(undefined)}>
                  {workspace.name}
                </Link>
              ) : (
                <span aria-current="page">{workspace.name}</span>
              )}
            </li>
            {way.map((folder) => (
              <li key={folder.id}>
                <Icon name="chevronRight" size={12} />
                {folder === here ? (
                  <span aria-current="page">{folder.name}</span>
                ) : (
                  <Link to="/" search={to(folder.id)}>
                    {folder.name}
                  </Link>
                )}
              </li>
            ))}
          </ol>
        </nav>
        {here && own && <FolderMenu folder={here} onDo={setDoing} />}
        {makes && (
          <Button size="s" variant="ghost" icon="plus" onClick={() => setDoing('new')}>
            {t('workspaces.folders.new')}
          </Button>
        )}
      </div>
      {below.length > 0 && (
        <ul className={css['folders']}>
          {below.map((folder) => (
            <li key={folder.id}>
              <Link to="/" search={to(folder.id)}>
                <Icon name="folder" />
                <span>{folder.name}</span>
                {folder.inherited && <Badge>{t('app.mark.inherited')}</Badge>}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {doing && (
        <Doings doing={doing} here={here} workspace={workspace} onGo={onGo} onClose={() => setDoing(null)} />
      )}
    </section>
  );
}

function FolderMenu({ folder, onDo }: { folder: Folder; onDo: (what: Doing) => void }) {
  const label = t('workspaces.folders.menu', { name: folder.name });
  const can = (what: Folder['can'][number]) => folder.can.includes(what);
  return (
    <Menu label={label} align="start" trigger={<IconButton icon="more" size="s" label={label} />}>
      {can('see_grants') && (
        <MenuItem icon="share" onSelect={() => onDo('share')}>
          {t('workspaces.folders.share')}
        </MenuItem>
      )}
      {can('rename') && (
        <MenuItem icon="edit" onSelect={() => onDo('rename')}>
          {t('workspaces.folders.rename')}
        </MenuItem>
      )}
      {can('move') && (
        <MenuItem icon="folder" onSelect={() => onDo('move')}>
          {t('kit.move')}
        </MenuItem>
      )}
      {can('delete') && (
        <>
          <MenuSeparator />
          <MenuItem icon="trash" danger onSelect={() => onDo('delete')}>
            {t('workspaces.folders.delete')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

function Doings({
  doing,
  here,
  workspace,
  onGo,
  onClose,
}: {
  doing: Doing;
  here: Folder | undefined;
  workspace: Workspace;
  onGo: (folder: Id | null) => void;
  onClose: () => void;
}) {
  const changed = useRightsChanged();
  const remove = useSave((folder: Folder) => userClient.delete(`/folders/${folder.id}`), {
    said: (_, folder) => t('workspaces.folders.deleted', { name: folder.name }),
    failsInToast: true,
    onDone: (_, folder) => onGo(folder.parent),
    onSettled: () => {
      onClose();
      void changed();
    },
  });
  if (doing === 'new') {
    return (
      <NameDialog
        title={t('workspaces.folders.newIn', { name: here?.name ?? workspace.name })}
        action={t('workspaces.folders.create')}
        onClose={onClose}
        save={async (name) => {
          const made = await userClient.post<Folder>(`/workspaces/${workspace.id}/folders`, {
            name,
            ...(here ? { parent: here.id } : {}),
          });
          await changed();
          onGo(made.id);
        }}
      />
    );
  }
  if (!here) return null;
  switch (doing) {
    case 'rename':
      return (
        <NameDialog
          title={t('workspaces.folders.renameOf', { name: here.name })}
          name={here.name}
          action={t('app.save')}
          onClose={onClose}
          save={async (name) => {
            await userClient.patch(`/folders/${here.id}`, { name });
            await changed();
          }}
        />
      );
    case 'move':
      return (
        <MoveDialog
          name={here.name}
          workspace={workspace.id}
          workspaceName={workspace.name}
          at={here.parent}
          without={here.id}
          takes={takesFolders}
          effects={(folder) => ({
            path: `/folders/${here.id}/effects`,
            body: { folder },
            workspace: workspace.id,
          })}
          onClose={onClose}
          move={async (parent) => {
            await userClient.patch(`/folders/${here.id}`, { parent });
            await changed();
          }}
        />
      );
    case 'share':
      return <FolderShareDialog folder={here} workspace={workspace} onClose={onClose} />;
    case 'delete':
      return (
        <ConfirmDialog
          onClose={onClose}
          title={t('workspaces.folders.deleteAsk', { name: here.name })}
          action={t('workspaces.folders.delete')}
          busy={remove.busy}
          onConfirm={() => remove.send(here)}
        >
          {t('workspaces.folders.deleteWarn')}
        </ConfirmDialog>
      );
  }
}
