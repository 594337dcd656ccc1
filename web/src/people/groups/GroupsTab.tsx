/** The groups of the organisation: inside of what, how many, by which rule; making, changing, members, deleting. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { GroupItem } from '../../api/peopleTypes';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import {
  Avatar,
  Badge,
  Button,
  ConfirmDialog,
  cx,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  Notice,
  SearchInput,
  Skeleton,
  Table,
  Td,
  Th,
  useToast,
  useSettled,
} from '../../ui';
import { GroupDialog } from './GroupDialog';
import { MembersDialog } from './MembersDialog';
import { groupsQuery } from '../queries';
import { ReachDialog } from '../../access/ReachDialog';
import { useRightsChanged } from '../../api/queries';
import css from '../People.module.css';

type Doing = { what: 'edit' | 'members' | 'reach' | 'delete'; group: GroupItem } | { what: 'new' };

export function GroupsTab() {
  const [text, setText] = useState('');
  const list = useQuery({
    ...groupsQuery(useSettled(text.trim(), 150)),
    placeholderData: keepPreviousData,
  });
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const make = (
    <Button className={css['end']} variant="primary" icon="plus" onClick={() => setDoing({ what: 'new' })}>
      {t('people.groups.new')}
    </Button>
  );
  const groups = list.data ?? [];
  return (
    <>
      <div className={css['tools']}>
        <SearchInput
          label={t('people.groups.find')}
          placeholder={t('people.groups.find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {make}
      </div>
      {list.isError && <Notice tone="bad">{problemText(list.error)}</Notice>}
      {list.isPending && !list.isError && <Skeleton height={180} />}
      {list.isSuccess && groups.length === 0 && text.trim() === '' && (
        <EmptyState icon="group" title={t('people.groups.empty')}>
          {t('people.groups.emptyHint')}
        </EmptyState>
      )}
      {list.isSuccess && groups.length === 0 && text.trim() !== '' && (
        <p className={css['quiet']}>{t('people.groups.none')}</p>
      )}
      {groups.length > 0 && (
        <Table label={t('people.tab.groups')} cards>
          <thead>
            <tr>
              <Th>{t('people.name')}</Th>
              <Th>{t('people.groups.inside')}</Th>
              <Th>{t('people.groups.rule')}</Th>
              <Th numeric>{t('people.groups.members')}</Th>
              <Th>
                <span className="visually-hidden">{t('people.actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <GroupRow key={group.id} group={group} onDo={(what) => setDoing({ what, group })} />
            ))}
          </tbody>
        </Table>
      )}
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
  group: GroupItem;
  onDo: (what: 'edit' | 'members' | 'reach' | 'delete') => void;
}) {
  const label = t('people.actionsFor', { name: group.name });
  return (
    <tr>
      <Td>
        <span className={css['who']}>
          <Avatar name={group.name} kind="group" size={28} />
          <span>
            <strong>{group.name}</strong>
          </span>
        </span>
      </Td>
      <Td data-label={t('people.groups.inside')}>
        <span className={css['badges']}>
          {group.parents.length === 0
            ? '–'
            : group.parents.map(({ id, name }) => <Badge key={id}>{name}</Badge>)}
        </span>
      </Td>
      <Td data-label={t('people.groups.rule')}>
        {group.rule
          ? t('people.groups.ruleIs', { attribute: group.rule.attribute, value: group.rule.contains })
          : '–'}
      </Td>
      <Td numeric data-label={t('people.groups.members')}>
        {formatNumber(group.members)}
      </Td>
      <Td className={cx(css['action'], css['corner'])}>
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
                {t('people.delete')}
              </MenuItem>
            </>
          )}
        </Menu>
      </Td>
    </tr>
  );
}

function DeleteGroup({ group, onClose }: { group: GroupItem; onClose: () => void }) {
  const toast = useToast();
  const changed = useRightsChanged();
  const remove = useMutation({
    mutationFn: () => userClient.delete(`/groups/${group.id}`),
    onSuccess: () => toast({ kind: 'good', text: t('people.groups.deleted', { name: group.name }) }),
    onError: (error) => toast({ kind: 'bad', text: problemText(error) }),
    onSettled: () => {
      void changed();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('people.groups.deleteAsk', { name: group.name })}
      action={t('people.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {t('people.groups.deleteWarn')}
    </ConfirmDialog>
  );
}
