/** The groups of the organisation: inside of what, how many, by which rule; making, changing, members, deleting. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Group } from '../../api/types';
import { t } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import { Effects } from '../../kit/Effects';
import { ListScreen } from '../../kit/ListScreen';
import { useSave } from '../../kit/useSave';
import {
  ActionCell,
  Badge,
  Badges,
  Button,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  Table,
  Td,
  Th,
  useSettled,
  Who,
} from '../../ui';
import { GroupDialog } from './GroupDialog';
import { MembersDialog } from './MembersDialog';
import { groupsQuery } from '../queries';
import { ReachDialog } from '../../access/ReachDialog';
import { useRightsChanged } from '../../api/queries';

type Doing = { what: 'edit' | 'members' | 'reach' | 'delete'; group: Group } | { what: 'new' };

export function GroupsTab() {
  const [text, setText] = useState('');
  const list = useQuery({
    ...groupsQuery(useSettled(text.trim(), 150)),
    placeholderData: keepPreviousData,
  });
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const groups = list.data ?? [];
  return (
    <>
      <ListScreen
        list={list}
        count={groups.length}
        search={{ label: t('people.groups.find'), text, onText: setText }}
        make={
          <Button variant="primary" icon="plus" onClick={() => setDoing({ what: 'new' })}>
            {t('people.groups.new')}
          </Button>
        }
        wait={180}
        empty={
          <EmptyState icon="group" title={t('people.groups.empty')}>
            {t('people.groups.emptyHint')}
          </EmptyState>
        }
        none={t('people.groups.none')}
      >
        <Table label={t('people.tab.groups')} cards>
          <thead>
            <tr>
              <Th>{t('kit.name')}</Th>
              <Th>{t('people.groups.inside')}</Th>
              <Th>{t('people.groups.rule')}</Th>
              <Th numeric>{t('people.groups.members')}</Th>
              <Th>
                <span className="visually-hidden">{t('kit.actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <GroupRow key={group.id} group={group} onDo={(what) => setDoing({ what, group })} />
            ))}
          </tbody>
        </Table>
      </ListScreen>
      {doing?.what === 'new' && <GroupDialog group={null} onClose={close} />}
      {doing?.what === 'edit' && <GroupDialog group={doing.group} onClose={close} />}
      {doing?.what === 'members' && <MembersDialog group={doing.group} onClose={close} />}
      {doing?.what === 'reach' && (
        <ReachDialog principal={`group:${doing.group.id}`} name={doing.group.name} onClose={close} />
      )}
      {doing?.what === 'delete' && <DeleteGroup group={doing.group} onClose={close} />}
    </>
  );
}

function GroupRow({
  group,
  onDo,
}: {
  group: Group;
  onDo: (what: 'edit' | 'members' | 'reach' | 'delete') => void;
}) {
  const label = t('kit.actionsFor', { name: group.name });
  return (
    <tr>
      <Td>
        <Who name={group.name} kind="group" />
      </Td>
      <Td data-label={t('people.groups.inside')}>
        <Badges>
          {group.parents.length === 0
            ? '–'
            : group.parents.map(({ id, name }) => <Badge key={id}>{name}</Badge>)}
        </Badges>
      </Td>
      <Td data-label={t('people.groups.rule')}>
        {group.rule
          ? t('people.groups.ruleIs', { attribute: group.rule.attribute, value: group.rule.contains })
          : '–'}
      </Td>
      <Td numeric data-label={t('people.groups.members')}>
        {formatNumber(group.members)}
      </Td>
      <ActionCell corner>
        <Menu label={label} trigger={<IconButton icon="more" size="s" label={label} />}>
          <MenuItem icon="group" onSelect={() => onDo('members')}>
            {t('people.groups.membersOpen')}
          </MenuItem>
          {group.can.includes('change') && (
            <MenuItem icon="edit" onSelect={() => onDo('edit')}>
              {t('people.change')}
            </MenuItem>
          )}
          <MenuItem icon="eye" onSelect={() => onDo('reach')}>
            {t('people.reach.open', { name: group.name })}
          </MenuItem>
          {group.can.includes('delete') && (
            <>
              <MenuSeparator />
              <MenuItem icon="trash" danger onSelect={() => onDo('delete')}>
                {t('kit.delete')}
              </MenuItem>
            </>
          )}
        </Menu>
      </ActionCell>
    </tr>
  );
}

function DeleteGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const changed = useRightsChanged();
  const remove = useSave(() => userClient.delete(`/groups/${group.id}`), {
    said: () => t('people.groups.deleted', { name: group.name }),
    failsInToast: true,
    onSettled: () => {
      void changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      onClose={onClose}
      title={t('people.groups.deleteAsk', { name: group.name })}
      action={t('kit.delete')}
      busy={remove.busy}
      about={<Effects of={{ path: `/groups/${group.id}/effects`, body: { delete: true } }} />}
      onConfirm={() => remove.send()}
    >
      {t('people.groups.deleteWarn')}
    </ConfirmDialog>
  );
}
