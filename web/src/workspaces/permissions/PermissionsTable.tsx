/** Who holds what on one workspace: a preset and its reach per principal as menus, anything else behind "Exactly". */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PermissionItem, Reaches } from '../../api/peopleTypes';
import type { Workspace } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import {
  Avatar,
  Button,
  ConfirmDialog,
  IconButton,
  Notice,
  Select,
  Skeleton,
  Table,
  Td,
  Th,
  useToast,
} from '../../ui';
import { ExactlyDialog } from './ExactlyDialog';
import { LetInDialog } from './LetInDialog';
import { bodyOf, closed, heldBy, presetNames, type Preset } from './presets';
import { permissionsQuery } from '../queries';
import { principalKind, principalName } from '../../access/principals';
import { type PermissionsBody, usePermissions } from './usePermissions';
import css from '../../people/People.module.css';

export function PermissionsTable({ workspace }: { workspace: Workspace }) {
  const list = useQuery(permissionsQuery(workspace.id));
  const [adding, setAdding] = useState(false);
  const items = list.data ?? [];
  return (
    <>
      <p className={css['quiet']}>{t('people.permissions.intro')}</p>
      <div className={css['tools']}>
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('people.permissions.add')}
        </Button>
      </div>
      {list.isError && <Notice tone="bad">{problemText(list.error)}</Notice>}
      {list.isPending && !list.isError && <Skeleton height={160} />}
      {list.isSuccess && items.length === 0 && <p>{t('people.permissions.none')}</p>}
      {items.length > 0 && (
        <Table label={t('people.permissions.title', { name: workspace.name })} cards>
          <thead>
            <tr>
              <Th>{t('people.name')}</Th>
              <Th>{t('people.permissions.may')}</Th>
              <Th>{t('people.permissions.where')}</Th>
              <Th>
                <span className="visually-hidden">{t('people.actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.principal} item={item} workspace={workspace} />
            ))}
          </tbody>
        </Table>
      )}
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
  const toast = useToast();
  const put = usePermissions(workspace.id);
  const [doing, setDoing] = useState<'exactly' | 'remove' | null>(null);
  const held = heldBy(item);
  const preset = held.kind === 'preset' ? held.preset : 'exactly';
  const reach: Reaches =
    held.kind === 'preset' ? held.reach : item.here.length > 0 ? 'here' : 'here_and_below';
  const name = principalName(item);
  const send = (body: PermissionsBody) =>
    put.mutate(
      { principal: item.principal, body },
      { onError: (error) => toast({ kind: 'bad', text: problemText(error) }) },
    );
  const all = [...closed([...item.here, ...item.below])];
  return (
    <tr>
      <Td>
        <span className={css['who']}>
          <Avatar name={name} kind={principalKind(item.principal)} size={28} />
          <span>
            <strong>{name}</strong>
            {held.kind === 'exactly' && (
              <span className={css['second']}>
                {all.map((one) => t(`people.permission.${one}`)).join(', ')}
              </span>
            )}
          </span>
        </span>
      </Td>
      <Td className={css['choice']} data-label={t('people.permissions.may')}>
        <Select
          small
          aria-label={t('people.permissions.mayOf', { name })}
          value={preset}
          disabled={put.isPending}
          onValueChange={(value) => {
            if (value === 'exactly') setDoing('exactly');
            else send(bodyOf(value as Preset, reach));
          }}
          options={[
            ...presetNames.map((value) => ({ value, label: t(`people.preset.${value}`) })),
            { value: 'exactly', label: t('people.preset.exactly') },
          ]}
        />
      </Td>
      <Td className={css['choice']} data-label={t('people.permissions.where')}>
        {held.kind === 'preset' ? (
          <Select
            small
            aria-label={t('people.permissions.whereOf', { name })}
            value={reach}
            disabled={put.isPending}
            onValueChange={(value) => send(bodyOf(held.preset, value as Reaches))}
            options={(['here', 'here_and_below'] as const).map((value) => ({
              value,
              label: t(`people.reaches.${value}`),
            }))}
          />
        ) : (
          t(item.here.length > 0 && item.below.length > 0 ? 'people.reaches.both' : `people.reaches.${reach}`)
        )}
      </Td>
      <Td className={css['action']}>
        <Button size="s" onClick={() => setDoing('exactly')} aria-label={t('people.exactlyOf', { name })}>
          {t('people.preset.exactly')}
        </Button>{' '}
        <IconButton
          icon="x"
          size="s"
          label={t('people.remove', { name })}
          onClick={() => setDoing('remove')}
        />
        {doing === 'exactly' && (
          <ExactlyDialog item={item} workspace={workspace} onClose={() => setDoing(null)} />
        )}
        <ConfirmDialog
          open={doing === 'remove'}
          onOpenChange={(open) => !open && setDoing(null)}
          title={t('people.permissions.removeAsk', { name, workspace: workspace.name })}
          action={t('people.permissions.remove')}
          onConfirm={() => {
            setDoing(null);
            send({ here: [], below: [] });
          }}
        >
          {t('people.permissions.removeWarn')}
        </ConfirmDialog>
      </Td>
    </tr>
  );
}
