/** Who holds what on one workspace: a preset and its reach per principal as menus, anything else behind "Exactly". */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PermissionItem, Reaches } from '../../api/peopleTypes';
import type { Workspace } from '../../api/types';
import { t } from '../../i18n';
import { ListScreen } from '../../kit/ListScreen';
import { ActionCell, Button, ConfirmDialog, IconButton, Quiet, Select, Table, Td, Th, Who } from '../../ui';
import { ExactlyDialog } from './ExactlyDialog';
import { LetInDialog } from './LetInDialog';
import { bodyOf, closed, heldBy, presetNames, type Preset } from './presets';
import { permissionsQuery } from '../queries';
import { principalKind, principalName } from '../../access/principals';
import { type PermissionsBody, usePermissions } from './usePermissions';
import css from './PermissionsTable.module.css';

export function PermissionsTable({ workspace }: { workspace: Workspace }) {
  const list = useQuery(permissionsQuery(workspace.id));
  const [adding, setAdding] = useState(false);
  const items = list.data ?? [];
  return (
    <>
      <Quiet>{t('workspaces.permissions.intro')}</Quiet>
      <ListScreen
        list={list}
        count={items.length}
        tools={
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('workspaces.permissions.add')}
          </Button>
        }
        wait={160}
        empty={<p>{t('workspaces.permissions.none')}</p>}
      >
        <Table label={t('workspaces.permissions.title', { name: workspace.name })} cards>
          <thead>
            <tr>
              <Th>{t('kit.name')}</Th>
              <Th>{t('workspaces.permissions.may')}</Th>
              <Th>{t('workspaces.permissions.where')}</Th>
              <Th>
                <span className="visually-hidden">{t('kit.actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.principal} item={item} workspace={workspace} />
            ))}
          </tbody>
        </Table>
      </ListScreen>
      {adding && (
        <LetInDialog
          workspace={workspace}
          taken={items.map(({ principal }) => principal)}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function Row({ item, workspace }: { item: PermissionItem; workspace: Workspace }) {
  const put = usePermissions(workspace.id, { failsInToast: true });
  const [doing, setDoing] = useState<'exactly' | 'remove' | null>(null);
  const held = heldBy(item);
  const preset = held.kind === 'preset' ? held.preset : 'exactly';
  const reach: Reaches =
    held.kind === 'preset' ? held.reach : item.here.length > 0 ? 'here' : 'here_and_below';
  const name = principalName(item);
  const send = (body: PermissionsBody) => put.send({ principal: item.principal, body });
  const all = [...closed([...item.here, ...item.below])];
  return (
    <tr>
      <Td>
        <Who name={name} kind={principalKind(item.principal)}>
          {held.kind === 'exactly' && all.map((one) => t(`access.permission.${one}`)).join(', ')}
        </Who>
      </Td>
      <Td className={css['choice']} data-label={t('workspaces.permissions.may')}>
        <Select
          small
          aria-label={t('workspaces.permissions.mayOf', { name })}
          value={preset}
          disabled={put.busy}
          onValueChange={(value) => {
            if (value === 'exactly') setDoing('exactly');
            else send(bodyOf(value as Preset, reach));
          }}
          options={[
            ...presetNames.map((value) => ({ value, label: t(`workspaces.preset.${value}`) })),
            { value: 'exactly', label: t('workspaces.preset.exactly') },
          ]}
        />
      </Td>
      <Td className={css['choice']} data-label={t('workspaces.permissions.where')}>
        {held.kind === 'preset' ? (
          <Select
            small
            aria-label={t('workspaces.permissions.whereOf', { name })}
            value={reach}
            disabled={put.busy}
            onValueChange={(value) => send(bodyOf(held.preset, value as Reaches))}
            options={(['here', 'here_and_below'] as const).map((value) => ({
              value,
              label: t(`workspaces.reaches.${value}`),
            }))}
          />
        ) : (
          t(
            item.here.length > 0 && item.below.length > 0
              ? 'workspaces.reaches.both'
              : `workspaces.reaches.${reach}`,
          )
        )}
      </Td>
      <ActionCell>
        <Button size="s" onClick={() => setDoing('exactly')} aria-label={t('workspaces.exactlyOf', { name })}>
          {t('workspaces.preset.exactly')}
        </Button>{' '}
        <IconButton icon="x" size="s" label={t('kit.remove', { name })} onClick={() => setDoing('remove')} />
        {doing === 'exactly' && (
          <ExactlyDialog item={item} workspace={workspace} onClose={() => setDoing(null)} />
        )}
        <ConfirmDialog
          open={doing === 'remove'}
          onClose={() => setDoing(null)}
          title={t('workspaces.permissions.removeAsk', { name, workspace: workspace.name })}
          action={t('workspaces.permissions.remove')}
          onConfirm={() => {
            setDoing(null);
            send({ here: [], below: [] });
          }}
        >
          {t('workspaces.permissions.removeWarn')}
        </ConfirmDialog>
      </ActionCell>
    </tr>
  );
}
