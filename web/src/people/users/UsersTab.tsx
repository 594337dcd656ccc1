/** The users of the organisation: found by name, address and status, each with what can be done. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Page, User } from '../../api/types';
import { t } from '../../i18n';
import { ListScreen } from '../../kit/ListScreen';
import {
  ActionCell,
  Badge,
  Badges,
  Button,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  Second,
  Select,
  StateMark,
  Table,
  Td,
  Th,
  type Tone,
  useSettled,
  Who,
} from '../../ui';
import { CredentialsDialog } from './CredentialsDialog';
import { DeleteUserDialog } from './DeleteUserDialog';
import { InviteDialog } from './InviteDialog';
import { peopleKeys } from '../queries';
import { ReachDialog } from '../../access/ReachDialog';
import { SeeDialog } from './SeeDialog';
import { useInvite, useStatus, useWithdraw } from './useUsers';
import { UserDialog } from './UserDialog';

const tones: Record<User['status'], Tone> = { active: 'good', invited: 'accent', disabled: 'neutral' };
type Doing = 'edit' | 'reach' | 'see' | 'credentials' | 'delete';

export function UsersTab() {
  const [text, setText] = useState('');
  const [status, setStatus] = useState('');
  const [inviting, setInviting] = useState(false);
  const q = useSettled(text.trim(), 150);
  const list = useInfiniteQuery({
    queryKey: [...peopleKeys.users, 'list', q, status],
    queryFn: ({ pageParam, signal }) =>
      userClient.get<Page<User>>('/users', { signal, query: { q, status, limit: 50, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
  });
  const people = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <ListScreen
        list={list}
        count={people.length}
        search={{ label: t('people.users.find'), text, onText: setText }}
        tools={
          <Select
            aria-label={t('people.status.label')}
            value={status}
            onValueChange={setStatus}
            options={[
              { value: '', label: t('people.status.any') },
              ...(['active', 'invited', 'disabled'] as const).map((value) => ({
                value,
                label: t(`people.status.${value}`),
              })),
            ]}
          />
        }
        make={
          <Button variant="primary" icon="plus" onClick={() => setInviting(true)}>
            {t('people.users.new')}
          </Button>
        }
        wait={220}
        none={t('people.users.none')}
      >
        <UserTable people={people} />
      </ListScreen>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

function UserTable({ people }: { people: readonly User[] }) {
  const [doing, setDoing] = useState<{ what: Doing; person: User } | null>(null);
  const close = () => setDoing(null);
  return (
    <>
      <Table label={t('people.tab.users')} cards>
        <thead>
          <tr>
            <Th>{t('kit.name')}</Th>
            <Th>{t('people.status.label')}</Th>
            <Th>{t('people.tab.groups')}</Th>
            <Th>{t('people.attributes')}</Th>
            <Th>
              <span className="visually-hidden">{t('kit.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <UserRow key={person.id} person={person} onDo={(what) => setDoing({ what, person })} />
          ))}
        </tbody>
      </Table>
      {doing?.what === 'edit' && <UserDialog person={doing.person} onClose={close} />}
      {doing?.what === 'reach' && (
        <ReachDialog principal={`user:${doing.person.id}`} name={doing.person.name} onClose={close} />
      )}
      {doing?.what === 'see' && <SeeDialog person={doing.person} onClose={close} />}
      {doing?.what === 'credentials' && <CredentialsDialog person={doing.person} onClose={close} />}
      {doing?.what === 'delete' && <DeleteUserDialog person={doing.person} onClose={close} />}
    </>
  );
}

function UserRow({ person, onDo }: { person: User; onDo: (what: Doing) => void }) {
  const setStatus = useStatus();
  const invite = useInvite();
  const withdraw = useWithdraw();
  const attributes = Object.entries(person.attributes);
  const can = (what: User['can'][number]) => person.can.includes(what);
  return (
    <tr>
      <Td>
        <Who name={person.name}>{person.email}</Who>
      </Td>
      <Td data-label={t('people.status.label')}>
        <StateMark tone={tones[person.status]}>{t(`people.status.${person.status}`)}</StateMark>
      </Td>
      <Td data-label={t('people.tab.groups')}>
        {person.groups.length === 0 && <Second>–</Second>}
        <Badges>
          {person.groups.slice(0, 3).map((group) => (
            <Badge key={group.id} {...(group.computed ? { title: t('people.users.byRule') } : {})}>
              {group.name}
            </Badge>
          ))}
          {person.groups.length > 3 && <Badge>+{person.groups.length - 3}</Badge>}
        </Badges>
      </Td>
      <Td data-label={t('people.attributes')}>
        <Second>
          {attributes.map(([key, values]) => `${key}: ${values.join(', ')}`).join(' · ') || '–'}
        </Second>
      </Td>
      <ActionCell corner>
        <Menu
          label={t('kit.actionsFor', { name: person.name })}
          trigger={<IconButton icon="more" size="s" label={t('kit.actionsFor', { name: person.name })} />}
        >
          {can('change') && (
            <MenuItem icon="edit" onSelect={() => onDo('edit')}>
              {t('people.change')}
            </MenuItem>
          )}
          <MenuItem icon="eye" onSelect={() => onDo('reach')}>
            {t('people.reach.open', { name: person.name })}
          </MenuItem>
          <MenuItem icon="group" hint={t('people.see.hint')} onSelect={() => onDo('see')}>
            {t('people.see.open')}
          </MenuItem>
          {can('change') && (
            <MenuItem icon="key" onSelect={() => onDo('credentials')}>
              {t('people.credentials.open')}
            </MenuItem>
          )}
          {can('change') && person.status === 'invited' && (
            <MenuItem icon="x" hint={t('people.invite.withdrawHint')} onSelect={() => withdraw.send(person)}>
              {t('people.invite.withdraw')}
            </MenuItem>
          )}
          {can('invite') && person.status !== 'disabled' && (
            <MenuItem icon="mail" hint={t('people.invite.againHint')} onSelect={() => invite.send(person)}>
              {t('people.invite.again')}
            </MenuItem>
          )}
          {can('change') && (
            <MenuItem
              icon={person.status === 'disabled' ? 'play' : 'pause'}
              {...(person.status === 'disabled' ? {} : { hint: t('people.users.disableHint') })}
              onSelect={() => setStatus(person, person.status === 'disabled' ? 'active' : 'disabled')}
            >
              {t(person.status === 'disabled' ? 'people.users.enable' : 'people.users.disable')}
            </MenuItem>
          )}
          {can('delete') && (
            <>
              <MenuSeparator />
              <MenuItem icon="trash" danger onSelect={() => onDo('delete')}>
                {t('kit.delete')}
              </MenuItem>
            </>
          )}
        </Menu>
        {invite.shown}
      </ActionCell>
    </tr>
  );
}
