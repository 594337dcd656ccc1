/** A copy of a dashboard into a workspace of choice; the way to change one that comes from above. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { Dashboard } from '../../api/types';
import { useWorkspace, workspaceOptions } from '../../kit/workspace';
import { t } from '../../i18n/core';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Field, Input, Select } from '../../ui';
import { useRightsChanged } from '../../api/queries';

export function CopyDialog({ dashboard, onClose }: { dashboard: Dashboard; onClose: () => void }) {
  const navigate = useNavigate();
  const changed = useRightsChanged();
  const { all } = useWorkspace();
  const targets = all.filter(({ can }) => can.includes('create_dashboard'));
  const [title, setTitle] = useState(dashboard.title);
  const [to, setTo] = useState(
    targets.find(({ id }) => id === dashboard.workspace)?.id ?? targets[0]?.id ?? '',
  );
  const copy = useSave(
    () =>
      userClient.post<Dashboard>(`/dashboards/${dashboard.id}/copy`, { workspace: to, title: title.trim() }),
    {
      said: (made) => t('dashboards.copied', { title: made.title }),
      onDone: (made) => {
        void changed();
        onClose();
        void navigate({ to: '/d/$id/{-$slug}', params: { id: made.id }, search: { workspace: to } });
      },
    },
  );
  return (
    <FormDialog
      title={t('dashboards.copyTitle', { title: dashboard.title })}
      description={t('dashboards.copyHint')}
      save={copy}
      onSubmit={() => copy.send()}
      onClose={onClose}
      action={t('dashboards.copyDo')}
      ready={to !== ''}
    >
      <Field label={t('dashboards.copyWorkspace')}>
        {(control) => (
          <Select {...control} value={to} onValueChange={setTo} options={workspaceOptions(targets)} />
        )}
      </Field>
      <Field label={t('dashboards.copyName')}>
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
    </FormDialog>
  );
}
