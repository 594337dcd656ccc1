/** Gives somebody permissions on a workspace who holds none there yet: who, which preset, how far down. */
import { useState } from 'react';
import type { Reaches } from '../../api/peopleTypes';
import type { Workspace } from '../../api/types';
import { t } from '../../i18n';
import { FormDialog } from '../../kit/FormDialog';
import { Field, Pair, Select } from '../../ui';
import { bodyOf, presetNames, type Preset } from './presets';
import { PrincipalField, type Chosen } from '../PrincipalField';
import { usePermissions } from './usePermissions';

export function LetInDialog({
  workspace,
  taken,
  onClose,
}: {
  workspace: Workspace;
  taken: readonly string[];
  onClose: () => void;
}) {
  const put = usePermissions(workspace.id, { onDone: onClose });
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [preset, setPreset] = useState<Preset>('viewer');
  const [reach, setReach] = useState<Reaches>('here');
  return (
    <FormDialog
      title={t('workspaces.permissions.addTo', { name: workspace.name })}
      save={put}
      onSubmit={() => {
        if (chosen !== null) put.send({ principal: chosen.principal, body: bodyOf(preset, reach) });
      }}
      onClose={onClose}
      action={t('workspaces.permissions.give')}
      ready={chosen !== null}
    >
      <PrincipalField workspace={workspace.id} chosen={chosen} onChoose={setChosen} taken={taken} />
      <Pair>
        <Field label={t('workspaces.permissions.may')} hint={t(`workspaces.presetHint.${preset}`)}>
          {(control) => (
            <Select
              {...control}
              value={preset}
              onValueChange={(value) => setPreset(value as Preset)}
              options={presetNames.map((value) => ({ value, label: t(`workspaces.preset.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('workspaces.permissions.where')}>
          {(control) => (
            <Select
              {...control}
              value={reach}
              onValueChange={(value) => setReach(value as Reaches)}
              options={(['here', 'here_and_below'] as const).map((value) => ({
                value,
                label: t(`workspaces.reaches.${value}`),
              }))}
            />
          )}
        </Field>
      </Pair>
    </FormDialog>
  );
}
