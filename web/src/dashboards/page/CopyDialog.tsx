/** A copy of a dashboard into a workspace of choice; the way to change one that comes from above. */
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { userClient } from '../../api/client';
import type { Dashboard } from '../../api/types';
import { problemText } from '../../api/problemText';
import { useWorkspace, workspaceOptions } from '../../kit/workspace';
import { t } from '../../i18n/core';
import css from '../../people/People.module.css';
import { Button, Dialog, Field, Input, Notice, Select, useToast } from '../../ui';
import { useRightsChanged } from '../../api/queries';

export function CopyDialog({ dashboard, onClose }: { dashboard: Dashboard; onClose: () => void }) {
  const toast = useToast();
  const navigate = useNavigate();
  const changed = useRightsChanged();
  const { all } = useWorkspace();
  const targets = all.filter(({ can }) => can.includes('create_dashboard'));
  const [title, setTitle] = useState(dashboard.title);
  const [to, setTo] = useState(
    targets.find(({ id }) => id === dashboard.workspace)?.id ?? targets[0]?.id ?? '',
  );
  const copy = useMutation({
    mutationFn: () =>
      userClient.post<Dashboard>(`/dashboards/${dashboard.id}/copy`, { workspace: to, title: title.trim() }),
    onSuccess: (made) => {
      toast({ kind: 'good', text: t('dashboard.copied', { title: made.title }) });
      void changed();
      onClose();
      void navigate({ to: '/d/$id/{-$slug}', params: { id: made.id }, search: { workspace: to } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to !== '' && !copy.isPending) copy.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('folders.copyTitle', { title: dashboard.title })}
      description={t('folders.copyHint')}
    >
      <form className={css['form']} onSubmit={submit}>
        {copy.isError && <Notice tone="bad">{problemText(copy.error)}</Notice>}
        <Field label={t('folders.copyWorkspace')}>
          {(control) => (
            <Select {...control} value={to} onValueChange={setTo} options={workspaceOptions(targets)} />
          )}
        </Field>
        <Field label={t('folders.copyName')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <div className={css['buttons']}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" disabled={to === ''} busy={copy.isPending}>
            {t('folders.copyDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
