/** Workspaces as a tree, and who holds which permissions on the chosen one; a child made, renamed, deleted. */
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Workspace } from '../../api/types';
import { asTree, useWorkspace } from '../../kit/workspace';
import { t } from '../../i18n';
import { Button, ConfirmDialog, EmptyState, Icon, IconButton, Menu, MenuItem, MenuSeparator } from '../../ui';
import { NameDialog } from '../../kit/NameDialog';
import { useSave } from '../../kit/useSave';
import { PermissionsTable } from '../permissions/PermissionsTable';
import { useRightsChanged } from '../../api/queries';
import css from './WorkspacesTab.module.css';

export function WorkspacesTab() {
  const { all, current } = useWorkspace();
  const managed = all.filter(({ can }) => can.includes('manage'));
  const [chosen, setChosen] = useState<string | null>(null);
  const tree = asTree(managed);
  const workspace =
    managed.find(({ id }) => id === chosen) ??
    managed.find(({ id }) => id === current?.id) ??
    tree[0]?.workspace;
  if (!workspace) {
    return <EmptyState icon="workspace" title={t('people.workspaces.none')} />;
  }
  return (
    <div className={css['columns']}>
      <nav aria-label={t('people.tab.workspaces')}>
        <ul className={css['tree']}>
          {tree.map(({ workspace: one, depth }) => (
            <li key={one.id}>
              <button
                type="button"
                style={{ paddingLeft: 8 + depth * 18 }}
                aria-current={one.id === workspace.id || undefined}
                onClick={() => setChosen(one.id)}
              >
                <Icon name={depth === 0 ? 'workspace' : 'folder'} />
                <span className={css['cut']}>{one.name}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section aria-label={workspace.name}>
        <Head workspace={workspace} onMade={setChosen} />
        <PermissionsTable workspace={workspace} />
      </section>
    </div>
  );
}

function Head({ workspace, onMade }: { workspace: Workspace; onMade: (id: string | null) => void }) {
  const changed = useRightsChanged();
  const [doing, setDoing] = useState<'new' | 'rename' | 'delete' | null>(null);
  const remove = useSave(() => userClient.delete(`/workspaces/${workspace.id}`), {
    said: () => t('people.workspaces.deleted', { name: workspace.name }),
    failsInToast: true,
    onDone: () => onMade(workspace.parent),
    onSettled: () => {
      setDoing(null);
      void changed();
    },
  });
  const label = t('people.actionsFor', { name: workspace.name });
  return (
    <div className={css['head']}>
      <h2>{workspace.name}</h2>
      <Button icon="plus" onClick={() => setDoing('new')}>
        {t('people.workspaces.new')}
      </Button>
      <Menu label={label} trigger={<IconButton icon="more" label={label} />}>
        <MenuItem icon="edit" onSelect={() => setDoing('rename')}>
          {t('people.rename')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          icon="trash"
          danger
          disabled={workspace.parent === null && workspace.path.length <= 1}
          {...(workspace.parent === null && workspace.path.length <= 1
            ? { hint: t('people.workspaces.rootStays') }
            : {})}
          onSelect={() => setDoing('delete')}
        >
          {t('people.delete')}
        </MenuItem>
      </Menu>
      {doing === 'new' && (
        <NameDialog
          title={t('people.workspaces.newIn', { name: workspace.name })}
          hint={t('people.workspaces.newHint')}
          action={t('people.workspaces.create')}
          onClose={() => setDoing(null)}
          save={async (name) => {
            const made = await userClient.post<Workspace>('/workspaces', { name, parent: workspace.id });
            await changed();
            onMade(made.id);
          }}
        />
      )}
      {doing === 'rename' && (
        <NameDialog
          title={t('people.renameOf', { name: workspace.name })}
          name={workspace.name}
          action={t('app.save')}
          onClose={() => setDoing(null)}
          save={async (name) => {
            await userClient.patch(`/workspaces/${workspace.id}`, { name });
            await changed();
          }}
        />
      )}
      <ConfirmDialog
        open={doing === 'delete'}
        onClose={() => setDoing(null)}
        title={t('people.workspaces.deleteAsk', { name: workspace.name })}
        action={t('people.delete')}
        busy={remove.busy}
        onConfirm={() => remove.send()}
      >
        {t('people.workspaces.deleteWarn')}
      </ConfirmDialog>
    </div>
  );
}
