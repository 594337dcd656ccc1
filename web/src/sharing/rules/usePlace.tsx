/** The workspace whose rules are looked at, of those whose shares one sees: it stands in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Workspace } from '../../api/types';
import { asTree, useWorkspace, workspaceOptions } from '../../kit/workspace';
import { one } from '../../kit/search';
import { t } from '../../i18n';
import { Field, Select } from '../../ui';
import css from './Rules.module.css';

export function usePlace(): { place: Workspace | undefined; places: readonly Workspace[] } {
  const { all, current } = useWorkspace();
  const wanted = one(useSearch({ strict: false }), 'in');
  const places = all.filter(({ can }) => can.includes('see_shares'));
  const place =
    places.find(({ id }) => id === wanted) ??
    places.find(({ id }) => id === current?.id) ??
    asTree(places)[0]?.workspace;
  return { place, places };
}

export function PlaceChoice({ place, places }: { place: Workspace; places: readonly Workspace[] }) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  if (places.length < 2) return null;
  return (
    <Field label={t('access.workspace')} className={css['place']}>
      {(control) => (
        <Select
          {...control}
          value={place.id}
          onValueChange={(value) =>
            void navigate({ to: '/shares', search: { ...search, in: value }, replace: true })
          }
          options={workspaceOptions(places)}
        />
      )}
    </Field>
  );
}
