/** Makes or changes a group: its name, the groups it is inside of, and the rule that computes its members. */
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { GroupItem } from '../../api/peopleTypes';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { Field, Fieldset, Input, Notice, Pair, Quiet, Switch } from '../../ui';
import { Chips } from '../../kit/Chips';
import { FormDialog } from '../../kit/FormDialog';
import { PickList } from '../../kit/PickList';
import { useSave } from '../../kit/useSave';
import { findPrincipals } from '../queries';
import { useRightsChanged } from '../../api/queries';

export function GroupDialog({ group, onClose }: { group: GroupItem | null; onClose: () => void }) {
  const changed = useRightsChanged();
  const [name, setName] = useState(group?.name ?? '');
  const [parents, setParents] = useState(group?.parents ?? []);
  const [ruled, setRuled] = useState(Boolean(group?.rule));
  const [rule, setRule] = useState(group?.rule ?? { attribute: '', contains: '' });
  const save = useSave(
    (body: object) =>
      group
        ? userClient.patch<GroupItem>(`/groups/${group.id}`, body)
        : userClient.post<GroupItem>('/groups', body),
    {
      said: (kept) => t('kit.saved', { name: kept.name }),
      onDone: () => {
        void changed();
        onClose();
      },
    },
  );
  const submit = () =>
    save.send({
      name: name.trim(),
      parents: parents.map(({ id }) => id),
      rule: ruled ? { attribute: rule.attribute.trim(), contains: rule.contains.trim() } : null,
    });
  const circle = save.error instanceof ApiError && save.error.code === 'conflict';
  return (
    <FormDialog
      title={group ? t('kit.changeOf', { name: group.name }) : t('people.groups.new')}
      save={save}
      onSubmit={submit}
      onClose={onClose}
      action={t(group ? 'app.save' : 'people.groups.create')}
      refusal={
        circle ? (
          <Notice tone="bad" title={t('people.groups.circle')}>
            {problemText(save.error)}
          </Notice>
        ) : undefined
      }
    >
      <Field label={t('kit.name')} error={save.at('/name')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Fieldset legend={t('people.groups.inside')}>
        <Quiet>{t('people.groups.insideHint')}</Quiet>
        <Chips
          label={t('people.groups.inside')}
          items={parents.map(({ id, name: parent }) => ({ key: id, name: parent }))}
          onRemove={(id) => setParents(parents.filter((one) => one.id !== id))}
        />
        <PickList
          label={t('people.groups.insideAdd')}
          scope="groups"
          search={async (q, signal) =>
            (await findPrincipals(q, signal, { groups: true })).map((one) => ({
              ...one,
              key: one.principal.slice('group:'.length),
            }))
          }
          taken={[...(group ? [group.id] : []), ...parents.map(({ id }) => id)]}
          onPick={(one) => setParents([...parents, { id: one.key, name: one.name }])}
        />
      </Fieldset>
      <Switch
        label={t('people.groups.computed')}
        hint={t('people.groups.computedHint')}
        checked={ruled}
        onCheckedChange={setRuled}
      />
      {ruled && (
        <Pair>
          <Field label={t('people.groups.attribute')} error={save.at('/rule/attribute')}>
            {(control) => (
              <Input
                {...control}
                required
                spellCheck={false}
                autoCapitalize="off"
                placeholder="carrier"
                value={rule.attribute}
                onChange={(event) => setRule({ ...rule, attribute: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('people.groups.contains')} error={save.at('/rule/contains')}>
            {(control) => (
              <Input
                {...control}
                required
                spellCheck={false}
                placeholder="UA"
                value={rule.contains}
                onChange={(event) => setRule({ ...rule, contains: event.target.value })}
              />
            )}
          </Field>
        </Pair>
      )}
    </FormDialog>
  );
}
