/** Who is in a group: named by hand, computed by its rule, and through groups inside of it. Only the first can be changed here. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Effects, Group, GroupPeople, Named } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { Badge, Badges, Button, Dialog, Fieldset, Quiet, Stack, useToast } from '../../ui';
import { Chips } from '../../kit/Chips';
import { EffectsTold, isNothing } from '../../kit/Effects';
import { ListScreen } from '../../kit/ListScreen';
import { PickList } from '../../kit/PickList';
import { findPrincipals, peopleKeys } from '../queries';
import { useRightsChanged } from '../../api/queries';

type Asked = { user: string; name: string; member: boolean; effects: Effects };

export function MembersDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const toast = useToast();
  const changed = useRightsChanged();
  const people = useQuery({
    queryKey: [...peopleKeys.groups, 'one', group.id],
    queryFn: ({ signal }) => userClient.get<GroupPeople>(`/groups/${group.id}`, { signal }),
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = async (user: string, name: string, member: boolean) => {
    try {
      const body = member ? { add: [user] } : { remove: [user] };
      const effects = await userClient.post<Effects>(`/groups/${group.id}/effects`, body);
      // What changes nothing for anybody is simply done.
      if (isNothing(effects)) await set(user, member);
      else setAsked({ user, name, member, effects });
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
    }
  };
  const set = async (user: string, member: boolean) => {
    setAsked(null);
    try {
      const path = `/groups/${group.id}/members/${user}`;
      await (member ? userClient.put(path, {}) : userClient.delete(path));
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
    }
    await changed();
  };
  const known = people.data;
  const changeable = group.can.includes('change');
  return (
    <Dialog onClose={onClose} title={t('people.groups.membersOf', { name: group.name })}>
      <Stack>
        <ListScreen list={people} wait={80}>
          {known && (
            <Fieldset legend={t('people.groups.direct')}>
              {known.direct.length === 0 && <Quiet>{t('people.groups.nobody')}</Quiet>}
              <Chips
                label={t('people.groups.direct')}
                items={known.direct.map(({ id, name }) => ({ key: id, name, kind: 'user' }))}
                onRemove={(id) => {
                  const name = known.direct.find((one) => one.id === id)?.name ?? '';
                  void ask(id, name, false);
                }}
              />
              {changeable && (
                <PickList
                  label={t('people.groups.memberAdd')}
                  scope="users"
                  search={async (q, signal) =>
                    (await findPrincipals(q, signal, { users: true })).map((one) => ({
                      ...one,
                      key: one.principal.slice('user:'.length),
                    }))
                  }
                  taken={known.direct.map(({ id }) => id)}
                  onPick={(one) => void ask(one.key, one.name, true)}
                />
              )}
            </Fieldset>
          )}
          {known?.rule && (
            <Others
              title={t('people.groups.byRule', {
                attribute: known.rule.attribute,
                value: known.rule.contains,
              })}
              items={known.computed}
            />
          )}
          {known && known.children.length > 0 && (
            <Others title={t('people.groups.children')} items={known.children} />
          )}
        </ListScreen>
      </Stack>
      {asked !== null && (
        <Dialog
          width="s"
          onClose={() => setAsked(null)}
          title={t(asked.member ? 'people.groups.addAsk' : 'people.groups.removeAsk', {
            name: asked.name,
            group: group.name,
          })}
          footer={
            <>
              <Button onClick={() => setAsked(null)}>{t('app.cancel')}</Button>
              <Button variant="primary" onClick={() => void set(asked.user, asked.member)}>
                {t(asked.member ? 'people.groups.addDo' : 'people.groups.removeDo')}
              </Button>
            </>
          }
        >
          <EffectsTold effects={asked.effects} />
        </Dialog>
      )}
    </Dialog>
  );
}

function Others({ title, items }: { title: string; items: readonly Named[] }) {
  return (
    <Fieldset legend={title}>
      <Badges>
        {items.length === 0
          ? t('people.groups.nobody')
          : items.map(({ id, name }) => <Badge key={id}>{name}</Badge>)}
      </Badges>
    </Fieldset>
  );
}
