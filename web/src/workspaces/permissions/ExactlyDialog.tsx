/** Each permission by itself, here and below, with what it adds in words. */
import { useState } from 'react';
import type { Permission, PermissionItem } from '../../api/peopleTypes';
import type { Workspace } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { Button, Dialog, Notice } from '../../ui';
import { closed, permissions } from './presets';
import { principalName } from '../../access/principals';
import { usePermissions } from './usePermissions';
import css from '../../people/People.module.css';

export function ExactlyDialog({
  item,
  workspace,
  onClose,
}: {
  item: PermissionItem;
  workspace: Workspace;
  onClose: () => void;
}) {
  const put = usePermissions(workspace.id);
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
    const column = t(where === 'here' ? 'people.reaches.here' : 'people.reaches.here_and_below');
    return (
      <input
        type="checkbox"
        aria-label={`${t(`people.permission.${one}`)}: ${column}`}
        checked={set.has(one)}
        onChange={() => (where === 'here' ? setHere(toggle(here, one)) : setBelow(toggle(below, one)))}
      />
    );
  };
  const save = () =>
    put.mutate(
      {
        principal: item.principal,
        body: {
          here: permissions.filter((one) => here.has(one)),
          below: permissions.filter((one) => below.has(one)),
        },
      },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('people.exactly.title', { name, workspace: workspace.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" busy={put.isPending} onClick={save}>
            {t('app.save')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        {put.isError && <Notice tone="bad">{problemText(put.error)}</Notice>}
        <div className={css['permissions']} role="group" aria-label={t('people.permissions.may')}>
          <span />
          <span>{t('people.reaches.here')}</span>
          <span>{t('people.reaches.here_and_below')}</span>
          {permissions.map((one) => (
            <Line
              key={one}
              permission={one}
              total={total}
              here={box('here', one)}
              below={box('below', one)}
            />
          ))}
        </div>
        <p className={css['quiet']}>{t('people.exactly.hint')}</p>
      </div>
    </Dialog>
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
  here: React.ReactNode;
  below: React.ReactNode;
}) {
  return (
    <>
      <div className={css['permissionWords']}>
        <span data-held={total.has(permission) || undefined}>{t(`people.permission.${permission}`)}</span>
        <span className={css['second']}>{t(`people.permissionHint.${permission}`)}</span>
      </div>
      {here}
      {below}
    </>
  );
}
