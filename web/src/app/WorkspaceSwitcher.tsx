/** Chooses the workspace: the tree of those that open, searchable when it is long. */
import { useState, type KeyboardEvent } from 'react';
import { t } from '../i18n';
import { Button, cx, Icon, Popover, SearchInput } from '../ui';
import { asTree, useWorkspace } from '../kit/workspace';
import css from './WorkspaceSwitcher.module.css';

export function WorkspaceSwitcher() {
  const { current, all, choose } = useWorkspace();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState('');
  if (!current) return null;
  const needle = wanted.trim().toLowerCase();
  const rows = asTree(all).filter(({ workspace }) => workspace.name.toLowerCase().includes(needle));
  return (
    <Popover
      label={t('app.workspace.switch')}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setWanted('');
      }}
      trigger={
        <Button
          variant="ghost"
          className={css['trigger']}
          aria-label={`${t('app.workspace.switch')}: ${current.name}`}
        >
          <span>{current.name}</span>
          <Icon name="chevronDown" size={14} />
        </Button>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys bubble here from the buttons inside */}
      <div className={css['list']} role="group" aria-label={t('app.workspace.switch')} onKeyDown={moveFocus}>
        {all.length > 8 && (
          <SearchInput
            label={t('app.workspace.find')}
            placeholder={t('app.workspace.find')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
        {rows.length === 0 && <p className={css['none']}>{t('app.workspace.none')}</p>}
        <ul>
          {rows.map(({ workspace, depth }) => (
            <li key={workspace.id}>
              <button
                type="button"
                className={cx(css['row'], workspace.id === current.id && css['current'])}
                style={{ paddingLeft: 8 + (needle ? 0 : depth * 18) }}
                aria-current={workspace.id === current.id || undefined}
                onClick={() => {
                  choose(workspace.id);
                  setOpen(false);
                }}
              >
                <Icon name={depth === 0 ? 'workspace' : 'folder'} />
                <span>{workspace.name}</span>
                {workspace.id === current.id && <Icon name="check" />}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Popover>
  );
}

/** Arrow keys walk through the rows as they do in menus. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))];
  next?.focus();
  event.preventDefault();
}
