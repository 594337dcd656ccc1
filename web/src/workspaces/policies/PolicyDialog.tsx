/** Writes a policy: a tag, who, and the level or block that every dashboard with the tag gets. */
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { GrantLevel, NewPolicyBody, Policy, PolicyReach, Workspace } from '../../api/types';
import { t } from '../../i18n';
import { Effects } from '../../kit/Effects';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Field, Input, Pair, Select } from '../../ui';
import { PrincipalField, type Chosen } from '../PrincipalField';
import { useRightsChanged } from '../../api/queries';
import { principalName } from '../../access/principals';

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
  const changed = useRightsChanged();
  const [name, setName] = useState(policy?.name ?? '');
  const [tag, setTag] = useState(policy?.tag ?? '');
  const [chosen, setChosen] = useState<Chosen | null>(
    policy && {
      principal: policy.principal,
      name: principalName({ principal: policy.principal, name: policy.principal_name }),
    },
  );
  const [level, setLevel] = useState<GrantLevel>(policy?.level ?? 'view');
  const [reach, setReach] = useState<PolicyReach>(policy?.reach ?? 'here');
  const save = useSave(
    (body: NewPolicyBody) =>
      policy
        ? userClient.patch<Policy>(`/policies/${policy.id}`, body)
        : userClient.post<Policy>(`/workspaces/${workspace.id}/policies`, body),
    {
      said: (kept) =>
        kept.meets === null
          ? t('kit.saved', { name: kept.name })
          : t('workspaces.policies.saved', { name: kept.name, count: kept.meets }),
      onDone: () => {
        void changed();
        onClose();
      },
    },
  );
  return (
    <FormDialog
      title={
        policy
          ? t('kit.changeOf', { name: policy.name })
          : t('workspaces.policies.newIn', { name: workspace.name })
      }
      save={save}
      onSubmit={() => {
        if (chosen === null) return;
        save.send({ name: name.trim(), tag: tag.trim(), principal: chosen.principal, level, reach });
      }}
      onClose={onClose}
      action={t(policy ? 'app.save' : 'workspaces.policies.create')}
      ready={chosen !== null}
      refusal={save.at('/tag') || save.at('/name') ? null : undefined}
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
      <Field
        label={t('workspaces.policies.tag')}
        hint={t('workspaces.policies.tagHint')}
        error={save.at('/tag')}
      >
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
      <Pair>
        <Field label={t('workspaces.policies.level')} hint={t(`access.level_hint_${level}`)}>
          {(control) => (
            <Select
              {...control}
              value={level}
              onValueChange={(value) => setLevel(value as GrantLevel)}
              options={levels.map((value) => ({ value, label: t(`access.level_${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('workspaces.permissions.where')}>
          {(control) => (
            <Select
              {...control}
              value={reach}
              onValueChange={(value) => setReach(value as PolicyReach)}
              options={(['here', 'here_and_below'] as const).map((value) => ({
                value,
                label: t(`workspaces.reaches.${value}`),
              }))}
            />
          )}
        </Field>
      </Pair>
      {chosen !== null && name.trim() !== '' && /^[^=]+=./.test(tag.trim()) && (
        <Effects
          of={{
            path: `/workspaces/${policy?.workspace ?? workspace.id}/policies/effects`,
            body: {
              ...(policy ? { policy: policy.id } : {}),
              rule: { name: name.trim(), tag: tag.trim(), principal: chosen.principal, level, reach },
            },
          }}
        />
      )}
    </FormDialog>
  );
}
