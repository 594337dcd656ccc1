/** By what the list of shares is narrowed: each filter stands in the address. */
import type { Share } from '../../api/types';
import { allShareKinds, kindsText } from '../../access/outside';
import { useWorkspace, workspaceOptions } from '../../kit/workspace';
import { t } from '../../i18n';
import { Button, cx, Select } from '../../ui';
import { narrows, nothing, seen, states, type Filters } from './filters';
import { useOwners } from './useShareList';
import css from './SharesPage.module.css';

type Name = Exclude<keyof Filters, 'anyone' | 'dashboard'>;

export function ShareFilters({
  filters,
  shares,
  onChange,
}: {
  filters: Filters;
  /** What is found by them. */
  shares: readonly Share[];
  onChange: (change: Partial<Filters>) => void;
}) {
  const { all } = useWorkspace();
  const owners = useOwners();
  const places = all.filter(({ can }) => can.includes('see_shares'));
  const choice = (name: Name, options: readonly { value: string; label: string }[]) => (
    <Select
      aria-label={t(`sharing.list.by.${name}`)}
      className={cx(filters[name] !== undefined && css['narrowed'])}
      value={filters[name] ?? ''}
      onValueChange={(value) => onChange({ [name]: value === '' ? undefined : value })}
      options={[{ value: '', label: t(`sharing.list.any.${name}`) }, ...options]}
    />
  );
  const dashboard = filters.dashboard === undefined ? undefined : shares[0]?.dashboard_title;
  return (
    <>
      {choice(
        'state',
        states.map((value) => ({ value, label: t(`sharing.list.filter.${value}`) })),
      )}
      {allShareKinds.length > 1 &&
        choice(
          'kind',
          allShareKinds.map((value) => ({ value, label: kindsText(value) })),
        )}
      {choice(
        'owner',
        owners.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {places.length > 1 && choice('place', workspaceOptions(places))}
      {choice(
        'seen',
        seen.map((value) => ({ value, label: t(`sharing.list.seen.${value}`) })),
      )}
      <button
        type="button"
        className={css['chip']}
        aria-pressed={filters.anyone}
        onClick={() => onChange({ anyone: !filters.anyone })}
      >
        {t('sharing.list.anyone')}
      </button>
      {filters.dashboard !== undefined && (
        <Button size="s" icon="x" onClick={() => onChange({ dashboard: undefined })}>
          {t('sharing.list.ofDashboard', { dashboard: dashboard ?? '…' })}
        </Button>
      )}
      {narrows(filters) && (
        <Button variant="ghost" size="s" onClick={() => onChange(nothing)}>
          {t('sharing.list.empty.clear')}
        </Button>
      )}
    </>
  );
}
