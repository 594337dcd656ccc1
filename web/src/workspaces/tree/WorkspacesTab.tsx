/** Workspaces as a tree, and who holds which permissions on the chosen one, its brand; a child made, renamed, deleted. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Workspace } from '../../api/types';
import { asTree, useWorkspace } from '../../kit/workspace';
import { t } from '../../i18n';
import {
  Button,
  buttonClass,
  ConfirmDialog,
  EmptyState,
  Icon,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
} from '../../ui';
import { NameDialog } from '../../kit/NameDialog';
import { useSave } from '../../kit/useSave';
import { BrandSection } from '../brand/BrandSection';
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
    return <EmptyState icon="workspace" title={t('workspaces.tree.none')} />;
  }
  return (
    <div className={css['columns']}>
      <nav aria-label={t('workspaces.tab.workspaces')}>
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
        <BrandSection key={workspace.id} workspace={workspace} />
      </section>
    </div>
  );
}

function Head({ workspace, onMade }: { workspace: Workspace; onMade: (id: string | null) => void }) {
  const changed = useRightsChanged();
  const [doing, setDoing] = useState<'new' | 'rename' | 'delete' | null>(null);
  const remove = useSave(() => userClient.delete(`/workspaces/${workspace.id}`), {
    said: () => t('workspaces.tree.deleted', { name: workspace.name }),
    failsInToast: true,
    onDone: () => onMade(workspace.parent),
    onSettled: () => {
      setDoing(null);
      void changed();
    },
  });
  const label = t('kit.actionsFor', { name: workspace.name });
  return (
    <div className={css['head']}>
      <h2>{workspace.name}</h2>
      {workspace.can.includes('see_shares') && (
        <Link
          to="/shares"
          search={{ workspace: workspace.id, tab: 'rules', in: workspace.id }}
          className={buttonClass()}
        >
          <Icon name="share" />
          {t('workspaces.tree.shareRules')}
        </Link>
      )}
      <Button icon="plus" onClick={() => setDoing('new')}>
        {t('workspaces.tree.new')}
      </Button>
      <Menu label={label} trigger={<IconButton icon="more" label={label} />}>
        <MenuItem icon="edit" onSelect={() => setDoing('rename')}>
          {t('workspaces.rename')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          icon="trash"
          danger
          disabled={workspace.parent === null && workspace.path.length <= 1}
          {...(workspace.parent === null && workspace.path.length <= 1
            ? { hint: t('workspaces.tree.rootStays') }
            : {})}
          onSelect={() => setDoing('delete')}
        >
          {t('kit.delete')}
        </MenuItem>
      </Menu>
      {doing === 'new' && (
        <NameDialog
          title={t('workspaces.tree.newIn', { name: workspace.name })}
          hint={t('workspaces.tree.newHint')}
          action={t('workspaces.tree.create')}
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
          title={t('workspaces.renameOf', { name: workspace.name })}
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
        title={t('workspaces.tree.deleteAsk', { name: workspace.name })}
        action={t('kit.delete')}
        busy={remove.busy}
        onConfirm={() => remove.send()}
      >
        {t('workspaces.tree.deleteWarn')}
      </ConfirmDialog>
    </div>
  );
}
