/** Makes or changes a group: its name, the groups it is inside of, and the rule that computes its members. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { GroupItem } from '../../api/peopleTypes';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { Button, Dialog, Field, Input, Notice, Switch, useToast } from '../../ui';
import { Chips } from '../../kit/Chips';
import { PickList } from '../../kit/PickList';
import { findPrincipals } from '../queries';
import { useRightsChanged } from '../../api/queries';
import css from '../People.module.css';

export function GroupDialog({ group, onClose }: { group: GroupItem | null; onClose: () => void }) {
  const toast = useToast();
  const changed = useRightsChanged();
  const [name, setName] = useState(group?.name ?? '');
  const [parents, setParents] = useState(group?.parents ?? []);
  const [ruled, setRuled] = useState(Boolean(group?.rule));
  const [rule, setRule] = useState(group?.rule ?? { attribute: '', contains: '' });
  const save = useMutation({
    mutationFn: (body: object) =>
      group
        ? userClient.patch<GroupItem>(`/groups/${group.id}`, body)
        : userClient.post<GroupItem>('/groups', body),
    onSuccess: (kept) => {
      toast({ kind: 'good', text: t('people.saved', { name: kept.name }) });
      void changed();
      onClose();
    },
  });
  const refused = (pointer: string) => (save.error instanceof ApiError ? save.error.at(pointer) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate({
      name: name.trim(),
      parents: parents.map(({ id }) => id),
      rule: ruled ? { attribute: rule.attribute.trim(), contains: rule.contains.trim() } : null,
    });
  };
  const circle = save.error instanceof ApiError && save.error.code === 'conflict';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={group ? t('people.changeOf', { name: group.name }) : t('people.groups.new')}
    >
      <form className={css['form']} onSubmit={submit}>
        {save.isError && (
          <Notice tone="bad" {...(circle ? { title: t('people.groups.circle') } : {})}>
            {problemText(save.error)}
          </Notice>
        )}
        <Field label={t('people.name')} error={refused('/name')}>
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
        <fieldset className={css['fieldset']}>
          <legend>{t('people.groups.inside')}</legend>
          <p className={css['quiet']}>{t('people.groups.insideHint')}</p>
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
        </fieldset>
        <Switch
          label={t('people.groups.computed')}
          hint={t('people.groups.computedHint')}
          checked={ruled}
          onCheckedChange={setRuled}
        />
        {ruled && (
          <div className={css['pair']}>
            <Field label={t('people.groups.attribute')} error={refused('/rule/attribute')}>
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
            <Field label={t('people.groups.contains')} error={refused('/rule/contains')}>
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
          </div>
        )}
        <div className={css['buttons']}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {t(group ? 'app.save' : 'people.groups.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
