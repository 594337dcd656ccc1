/** Each permission by itself, here and below, with what it adds in words. */
import { useState, type ReactNode } from 'react';
import type { Permission, PermissionItem } from '../../api/peopleTypes';
import type { Workspace } from '../../api/types';
import { t } from '../../i18n';
import { FormDialog } from '../../kit/FormDialog';
import { Quiet, Second } from '../../ui';
import { closed, permissions } from './presets';
import { principalName } from '../../access/principals';
import { usePermissions } from './usePermissions';
import css from './ExactlyDialog.module.css';

export function ExactlyDialog({
  item,
  workspace,
  onClose,
}: {
  item: PermissionItem;
  workspace: Workspace;
  onClose: () => void;
}) {
  const put = usePermissions(workspace.id, { onDone: onClose });
  const [here, setHere] = useState<ReadonlySet<Permission>>(new Set(item.here));
  const [below, setBelow] = useState<ReadonlySet<Permission>>(new Set(item.below));
  const name = principalName(item);
  const toggle = (set: ReadonlySet<Permission>, one: Permission) => {
    const next = new Set(set);
    if (!next.delete(one)) next.add(one);
    return next;
  };
  const total = closed([...here, ...below]);
  const box = (where: 'here' | 'below', one: Permission) => {
    const set = where === 'here' ? here : below;
    const column = t(where === 'here' ? 'workspaces.reaches.here' : 'workspaces.reaches.here_and_below');
    return (
      <input
        type="checkbox"
        aria-label={`${t(`access.permission.${one}`)}: ${column}`}
        checked={set.has(one)}
        onChange={() => (where === 'here' ? setHere(toggle(here, one)) : setBelow(toggle(below, one)))}
      />
    );
  };
  return (
    <FormDialog
      title={t('workspaces.exactly.title', { name, workspace: workspace.name })}
      save={put}
      onSubmit={() =>
        put.send({
          principal: item.principal,
          body: {
            here: permissions.filter((one) => here.has(one)),
            below: permissions.filter((one) => below.has(one)),
          },
        })
      }
      onClose={onClose}
      action={t('app.save')}
      below
    >
      <div className={css['permissions']} role="group" aria-label={t('workspaces.permissions.may')}>
        <span />
        <span>{t('workspaces.reaches.here')}</span>
        <span>{t('workspaces.reaches.here_and_below')}</span>
        {permissions.map((one) => (
          <Line key={one} permission={one} total={total} here={box('here', one)} below={box('below', one)} />
        ))}
      </div>
      <Quiet>{t('workspaces.exactly.hint')}</Quiet>
    </FormDialog>
  );
}

function Line({
  permission,
  total,
  here,
  below,
}: {
  permission: Permission;
  total: ReadonlySet<Permission>;
  here: ReactNode;
  below: ReactNode;
}) {
  return (
    <>
      <div className={css['words']}>
        <span data-held={total.has(permission) || undefined}>{t(`access.permission.${permission}`)}</span>
        <Second>{t(`workspaces.permissionHint.${permission}`)}</Second>
      </div>
      {here}
      {below}
    </>
  );
}
