/**
 * Of the share form: the dashboards that take turns on a wall, in which order and for how long each. Which of them may be shown is
 * the server's to say.
 */
import { useQuery } from '@tanstack/react-query';
import { dashboardsQuery } from '../../api/queries';
import type { Id } from '../../api/types';
import { t } from '../../i18n/core';
import { Field, IconButton, Input, Select } from '../../ui';
import { stopsMost, type StopDraft } from './draft';
import { Optional, type TermProps } from './fields';
import css from './Terms.module.css';

/** The dashboard of the link. */
export type Own = { readonly id: Id; readonly title: string; readonly workspace: Id };

const USUAL = '30';

/** The same list with two neighbours changed. */
export function swapped(stops: readonly StopDraft[], at: number, by: 1 | -1): StopDraft[] {
  const next = [...stops];
  const [one, other] = [stops[at], stops[at + by]];
  if (one === undefined || other === undefined) return next;
  next[at] = other;
  next[at + by] = one;
  return next;
}

export function RotationFields({ draft, set, errorAt, own }: TermProps & { own: Own }) {
  const known = useQuery({
    ...dashboardsQuery(own.workspace, { limit: 500 }),
    enabled: draft.withRotation,
  });
  const others = (known.data?.items ?? []).filter(
    ({ id }) => !draft.rotation.some((stop) => stop.dashboard === id),
  );
  const titleOf = (id: Id) =>
    id === own.id
      ? own.title
      : (known.data?.items.find((one) => one.id === id)?.title ?? t('sharing.stop_unknown'));
  const change = (at: number, seconds: string) =>
    set({ rotation: draft.rotation.map((stop, index) => (index === at ? { ...stop, seconds } : stop)) });
  return (
    <Optional
      label={t('sharing.with_rotation')}
      checked={draft.withRotation}
      onCheckedChange={(withRotation) =>
        set({
          withRotation,
          ...(draft.rotation.length === 0
            ? { rotation: [{ dashboard: own.id, workspace: null, seconds: USUAL }] }
            : {}),
        })
      }
    >
      <div className={css['stack']}>
        <ol className={css['stops']} aria-label={t('sharing.with_rotation')}>
          {draft.rotation.map((stop, at) => {
            const title = titleOf(stop.dashboard);
            return (
              <li key={stop.dashboard} className={css['stop']}>
                <span className={css['stopTitle']}>{title}</span>
                <Input
                  type="number"
                  min={5}
                  inputMode="numeric"
                  aria-label={t('sharing.stop_seconds', { title })}
                  value={stop.seconds}
                  onChange={(event) => change(at, event.target.value)}
                />
                <IconButton
                  icon="chevronUp"
                  label={t('sharing.stop_up', { title })}
                  disabled={at === 0}
                  onClick={() => set({ rotation: swapped(draft.rotation, at, -1) })}
                />
                <IconButton
                  icon="chevronDown"
                  label={t('sharing.stop_down', { title })}
                  disabled={at === draft.rotation.length - 1}
                  onClick={() => set({ rotation: swapped(draft.rotation, at, 1) })}
                />
                <IconButton
                  icon="x"
                  label={t('sharing.stop_remove', { title })}
                  disabled={stop.dashboard === own.id}
                  onClick={() => set({ rotation: draft.rotation.filter((_, index) => index !== at) })}
                />
              </li>
            );
          })}
        </ol>
        <Field
          label={t('sharing.stop_add')}
          hideLabel
          hint={t('sharing.rotation_hint')}
          error={errorAt('rotation')}
        >
          {(control) => (
            <Select
              {...control}
              value=""
              disabled={draft.rotation.length >= stopsMost || others.length === 0}
              options={[
                { value: '', label: t('sharing.stop_add') },
                ...others.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              onValueChange={(id) => {
                if (id === '') return;
                set({ rotation: [...draft.rotation, { dashboard: id, workspace: null, seconds: USUAL }] });
              }}
            />
          )}
        </Field>
      </div>
    </Optional>
  );
}
