/** Gives somebody permissions on a workspace who holds none there yet: who, which preset, how far down. */
import { useState, type FormEvent } from 'react';
import type { Reaches } from '../../api/peopleTypes';
import type { Workspace } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { Button, Dialog, Field, Notice, Select } from '../../ui';
import { bodyOf, presetNames, type Preset } from './presets';
import { PrincipalField, type Chosen } from '../PrincipalField';
import { usePermissions } from './usePermissions';
import css from '../../people/People.module.css';

export function LetInDialog({
  workspace,
  taken,
  onClose,
}: {
  workspace: Workspace;
  taken: readonly string[];
  onClose: () => void;
}) {
  const put = usePermissions(workspace.id);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [preset, setPreset] = useState<Preset>('viewer');
  const [reach, setReach] = useState<Reaches>('here');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null || put.isPending) return;
    put.mutate({ principal: chosen.principal, body: bodyOf(preset, reach) }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('people.permissions.addTo', { name: workspace.name })}
    >
      <form className={css['form']} onSubmit={submit}>
        {put.isError && <Notice tone="bad">{problemText(put.error)}</Notice>}
        <PrincipalField workspace={workspace.id} chosen={chosen} onChoose={setChosen} taken={taken} />
        <div className={css['pair']}>
          <Field label={t('people.permissions.may')} hint={t(`people.presetHint.${preset}`)}>
            {(control) => (
              <Select
                {...control}
                value={preset}
                onValueChange={(value) => setPreset(value as Preset)}
                options={presetNames.map((value) => ({ value, label: t(`people.preset.${value}`) }))}
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
          <Button type="submit" variant="primary" disabled={chosen === null} busy={put.isPending}>
            {t('people.permissions.give')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
