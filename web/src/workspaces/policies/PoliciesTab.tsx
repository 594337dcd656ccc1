/** Policies of a workspace: grants and blocks for every dashboard that carries a tag, with how many that are now. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Policy } from '../../api/types';
import { useWorkspace, workspaceOptions } from '../../kit/workspace';
import { t } from '../../i18n';
import { Effects } from '../../kit/Effects';
import { ListScreen } from '../../kit/ListScreen';
import { useSave } from '../../kit/useSave';
import {
  ActionCell,
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Select,
  Table,
  Td,
  Th,
} from '../../ui';
import { PolicyDialog } from './PolicyDialog';
import { policiesQuery } from '../queries';
import { useRightsChanged } from '../../api/queries';
import { principalName } from '../../access/principals';

type Doing = { what: 'new' } | { what: 'edit' | 'delete'; policy: Policy };

export function PoliciesTab() {
  const { all, current } = useWorkspace();
  const managed = all.filter(({ can }) => can.includes('manage') || can.includes('manage_policies'));
  const [chosen, setChosen] = useState<string | null>(null);
  const workspace =
    managed.find(({ id }) => id === chosen) ?? managed.find(({ id }) => id === current?.id) ?? managed[0];
  const list = useQuery({ ...policiesQuery(workspace?.id ?? ''), enabled: workspace !== undefined });
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const policies = list.data ?? [];
  if (!workspace) return <EmptyState icon="workspace" title={t('workspaces.tree.none')} />;
  const make = (
    <Button icon="plus" variant="primary" onClick={() => setDoing({ what: 'new' })}>
      {t('workspaces.policies.new')}
    </Button>
  );
  return (
    <>
      <ListScreen
        list={list}
        count={policies.length}
        tools={
          <Select
            aria-label={t('access.workspace')}
            value={workspace.id}
            onValueChange={setChosen}
            options={workspaceOptions(managed)}
          />
        }
        make={policies.length > 0 && make}
        wait={160}
        empty={
          <EmptyState icon="tag" title={t('workspaces.policies.empty')} actions={make}>
            {t('workspaces.policies.emptyHint')}
          </EmptyState>
        }
      >
        <Table label={t('workspaces.tab.policies')} cards>
          <thead>
            <tr>
              <Th>{t('kit.name')}</Th>
              <Th>{t('workspaces.policies.tag')}</Th>
              <Th>{t('workspaces.who')}</Th>
              <Th>{t('workspaces.policies.level')}</Th>
              <Th>{t('workspaces.policies.meets')}</Th>
              <Th>
                <span className="visually-hidden">{t('kit.actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {policies.map((policy) => (
              <Row key={policy.id} policy={policy} onDo={(what) => setDoing({ what, policy })} />
            ))}
          </tbody>
        </Table>
      </ListScreen>
      {doing?.what === 'new' && <PolicyDialog workspace={workspace} policy={null} onClose={close} />}
      {doing?.what === 'edit' && <PolicyDialog workspace={workspace} policy={doing.policy} onClose={close} />}
      {doing?.what === 'delete' && <DeletePolicy policy={doing.policy} onClose={close} />}
    </>
  );
}

function Row({ policy, onDo }: { policy: Policy; onDo: (what: 'edit' | 'delete') => void }) {
  return (
    <tr>
      <Td>
        <strong>{policy.name}</strong> {policy.inherited && <Badge>{t('app.mark.inherited')}</Badge>}
      </Td>
      <Td data-label={t('workspaces.policies.tag')}>
        <code>{policy.tag}</code>
      </Td>
      <Td data-label={t('workspaces.who')}>
        {principalName({ principal: policy.principal, name: policy.principal_name })}
      </Td>
      <Td data-label={t('workspaces.policies.level')}>
        <Badge tone={policy.level === 'block' ? 'bad' : 'accent'}>{t(`access.level_${policy.level}`)}</Badge>
      </Td>
      <Td data-label={t('workspaces.policies.meets')}>
        {policy.meets === null
          ? t('workspaces.policies.meetsUnknown')
          : t('workspaces.policies.meetsCount', { count: policy.meets })}
        {' · '}
        {t(`workspaces.reaches.${policy.reach}`)}
      </Td>
      <ActionCell>
        {policy.can.includes('change') && (
          <IconButton
            icon="edit"
            size="s"
            label={t('kit.changeOf', { name: policy.name })}
            onClick={() => onDo('edit')}
          />
        )}
        {policy.can.includes('delete') && (
          <IconButton
            icon="trash"
            size="s"
            label={t('workspaces.deleteOf', { name: policy.name })}
            onClick={() => onDo('delete')}
          />
        )}
      </ActionCell>
    </tr>
  );
}

function DeletePolicy({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const changed = useRightsChanged();
  const remove = useSave(() => userClient.delete(`/policies/${policy.id}`), {
    said: () => t('workspaces.policies.deleted', { name: policy.name }),
    failsInToast: true,
    onSettled: () => {
      void changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      onClose={onClose}
      title={t('workspaces.policies.deleteAsk', { name: policy.name })}
      action={t('kit.delete')}
      busy={remove.busy}
      about={
        <Effects
          of={{
            path: `/workspaces/${policy.workspace}/policies/effects`,
            body: { policy: policy.id, rule: null },
          }}
        />
      }
      onConfirm={() => remove.send()}
    >
      {t(policy.level === 'block' ? 'workspaces.policies.deleteBlock' : 'workspaces.policies.deleteGrant')}
    </ConfirmDialog>
  );
}
