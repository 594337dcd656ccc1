/** *Displaying data*: whose eyes everybody looks through. Other eyes than the viewer's are confirmed with the warning. */
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { useMe, useRightsChanged } from '../../api/queries';
import type { Dashboard, Named, Page } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { Chips } from '../../kit/Chips';
import { PickList } from '../../kit/PickList';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Badge, Badges, Checkbox, Field, Notice, Select } from '../../ui';

type Choice = 'viewer' | 'me' | 'user';

export function DisplayDialog({
  dashboard,
  workspace,
  onClose,
}: {
  dashboard: Dashboard;
  workspace: string | undefined;
  onClose: () => void;
}) {
  const changed = useRightsChanged();
  const me = useMe().data?.caller.user?.id;
  const { display } = dashboard;
  // What was looked at is approved for these eyes, and not what somebody saves while this is open.
  const [revision] = useState(dashboard.revision);
  const [choice, setChoice] = useState<Choice>(
    display.as === 'viewer' ? 'viewer' : display.user?.id === me ? 'me' : 'user',
  );
  const [user, setUser] = useState<Named | null>(display.user ?? null);
  const [checked, setChecked] = useState(false);
  const [ends, setEnds] = useState<ApiError | null>(null);
  const [endShares, setEndShares] = useState(false);
  const runAs = dashboard.can.includes('run_as');
  const ready =
    (choice === 'viewer' || checked) && (choice !== 'user' || user !== null) && (ends === null || endShares);
  const save = useSave(
    async () => {
      const as = choice === 'user' && user ? `user:${user.id}` : choice;
      await userClient.put(
        `/dashboards/${dashboard.id}/display`,
        { as, revision, ...(endShares ? { end_shares: true } : {}) },
        { query: { workspace } },
      );
      await changed();
    },
    {
      said: () => t('dashboards.displaySaved'),
      onDone: onClose,
      onFailed: (error) => {
        // Shares of owners who could not choose these eyes: named, then ended only with a word.
        if (error instanceof ApiError && error.why.reason === 'ends_shares' && ends === null) setEnds(error);
      },
    },
  );
  return (
    <FormDialog
      title={t('dashboards.displayTitle')}
      description={t('dashboards.displayText', { title: dashboard.title })}
      save={save}
      onSubmit={() => save.send()}
      onClose={onClose}
      action={t('dashboards.displaySave')}
      ready={ready}
      refusal={save.error === ends ? null : undefined}
    >
      <Field
        label={t('dashboards.displayTitle')}
        // The title of the dialog says it already.
        hideLabel
        hint={t(
          choice === 'viewer'
            ? 'dashboards.displayViewerHint'
            : choice === 'me'
              ? 'dashboards.displayMeHint'
              : 'dashboards.displayUserHint',
        )}
      >
        {(control) => (
          <Select
            {...control}
            value={choice}
            onValueChange={(value) => {
              setChoice(value as Choice);
              setChecked(false);
              setEnds(null);
            }}
            options={[
              { value: 'viewer', label: t('dashboards.displayViewer') },
              { value: 'me', label: t('dashboards.displayMe') },
              { value: 'user', label: t('dashboards.displayUser'), disabled: !runAs && choice !== 'user' },
            ]}
          />
        )}
      </Field>
      {choice === 'user' &&
        (user ? (
          <Chips
            label={t('dashboards.displayUser')}
            items={[{ key: user.id, name: user.name, kind: 'user' }]}
            onRemove={() => setUser(null)}
          />
        ) : (
          <PickList
            label={t('dashboards.displayFind')}
            scope={`eyes-${dashboard.id}`}
            search={async (q, signal) => {
              const page = await userClient.get<Page<Named>>(
                `/dashboards/${dashboard.id}/display/candidates`,
                { signal, query: { q, workspace, limit: 8 } },
              );
              return page.items.map(({ id, name }) => ({ key: id, name, kind: 'user' as const }));
            }}
            onPick={({ key, name }) => setUser({ id: key, name })}
          />
        ))}
      {choice !== 'viewer' && (
        <>
          <Notice tone="warn">{t('dashboards.displayWarn')}</Notice>
          <Checkbox
            label={t('dashboards.displayConfirm')}
            checked={checked}
            onChange={(event) => setChecked(event.target.checked)}
          />
        </>
      )}
      {ends !== null && (
        <>
          <Notice tone="warn" title={t('dashboards.displayShares')}>
            {problemText(ends)}
            <Badges>
              {(ends.why.shares ?? []).map(({ id, name }) => (
                <Badge key={id}>{name}</Badge>
              ))}
            </Badges>
          </Notice>
          <Checkbox
            label={t('dashboards.displayEnd')}
            checked={endShares}
            onChange={(event) => setEndShares(event.target.checked)}
          />
        </>
      )}
    </FormDialog>
  );
}
