/** Writes a policy: a tag, who, and the level or block that every dashboard with the tag gets. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { Policy, PolicyBody, PolicyLevel, Reaches } from '../../api/peopleTypes';
import type { Workspace } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { Button, Dialog, Field, Input, Notice, Select, useToast } from '../../ui';
import { PrincipalField, type Chosen } from '../PrincipalField';
import { useRightsChanged } from '../../api/queries';
import { principalName } from '../../access/principals';
import css from '../../people/People.module.css';

const levels = ['view', 'share', 'edit', 'block'] as const;

export function PolicyDialog({
  workspace,
  policy,
  onClose,
}: {
  workspace: Workspace;
  policy: Policy | null;
  onClose: () => void;
}) {
  const toast = useToast();
  const changed = useRightsChanged();
  const [name, setName] = useState(policy?.name ?? '');
  const [tag, setTag] = useState(policy?.tag ?? '');
  const [chosen, setChosen] = useState<Chosen | null>(
    policy && {
      principal: policy.principal,
      name: principalName({ principal: policy.principal, name: policy.principal_name }),
    },
  );
  const [level, setLevel] = useState<PolicyLevel>(policy?.level ?? 'view');
  const [reach, setReach] = useState<Reaches>(policy?.reach ?? 'here');
  const save = useMutation({
    mutationFn: (body: PolicyBody) =>
      policy
        ? userClient.patch<Policy>(`/policies/${policy.id}`, body)
        : userClient.post<Policy>(`/workspaces/${workspace.id}/policies`, body),
    onSuccess: (kept) => {
      toast({
        kind: 'good',
        text:
          kept.meets === null
            ? t('people.saved', { name: kept.name })
            : t('people.policies.saved', { name: kept.name, count: kept.meets }),
      });
      void changed();
      onClose();
    },
  });
  const refused = (pointer: string) => (save.error instanceof ApiError ? save.error.at(pointer) : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null || save.isPending) return;
    save.mutate({ name: name.trim(), tag: tag.trim(), principal: chosen.principal, level, reach });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        policy
          ? t('people.changeOf', { name: policy.name })
          : t('people.policies.newIn', { name: workspace.name })
      }
    >
      <form className={css['form']} onSubmit={submit}>
        {save.isError && !refused('/tag') && !refused('/name') && (
          <Notice tone="bad">{problemText(save.error)}</Notice>
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
        <Field label={t('people.policies.tag')} hint={t('people.policies.tagHint')} error={refused('/tag')}>
          {(control) => (
            <Input
              {...control}
              required
              spellCheck={false}
              autoCapitalize="off"
              placeholder="carrier=UA"
              value={tag}
              onChange={(event) => setTag(event.target.value)}
            />
          )}
        </Field>
        <PrincipalField workspace={workspace.id} chosen={chosen} onChoose={setChosen} />
        <div className={css['pair']}>
          <Field label={t('people.policies.level')} hint={t(`share.level_hint_${level}`)}>
            {(control) => (
              <Select
                {...control}
                value={level}
                onValueChange={(value) => setLevel(value as PolicyLevel)}
                options={levels.map((value) => ({ value, label: t(`share.level_${value}`) }))}
              />
            )}
          </Field>
          <Field label={t('people.permissions.where')}>
            {(control) => (
              <Select
                {...control}
                value={reach}
                onValueChange={(value) => setReach(value as Reaches)}
                options={(['here', 'here_and_below'] as const).map((value) => ({
                  value,
                  label: t(`people.reaches.${value}`),
                }))}
              />
            )}
          </Field>
        </div>
        <div className={css['buttons']}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={chosen === null} busy={save.isPending}>
            {t(policy ? 'app.save' : 'people.policies.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
