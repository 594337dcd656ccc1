/** By what the audit is narrowed; each stands in the address. */
import type { Workspace } from '../../api/types';
import { workspaceOptions } from '../../kit/workspace';
import { t, tMaybe } from '../../i18n';
import { Button, Input, Select } from '../../ui';
import { areas, callers, nothing, type AuditFilters } from './filters';
import { doneText, objectText, short } from './words';
import css from './Audit.module.css';

export function AuditFilterRow({
  filters,
  places,
  whole,
  nameOf,
  onChange,
}: {
  filters: AuditFilters;
  /** Whose audit may be read. */
  places: readonly Workspace[];
  /** All of it may be. */
  whole: boolean;
  nameOf: (id: string) => string | undefined;
  onChange: (change: Partial<AuditFilters>) => void;
}) {
  const { place, actor, action, object, from, to } = filters;
  const kinds = areas.map((area) => ({
    value: `${area}.`,
    label: tMaybe(`operations.area.${area}`, area),
  }));
  const exact = action !== undefined && !action.endsWith('.');
  const person = actor !== undefined && !actor.endsWith(':');
  return (
    <>
      {(places.length > 1 || whole) && (
        <Select
          aria-label={t('access.workspace')}
          value={place ?? ''}
          onValueChange={(value) => onChange({ place: value === '' ? undefined : value })}
          options={[
            ...(whole ? [{ value: '', label: t('operations.everywhere') }] : []),
            ...workspaceOptions(places),
          ]}
        />
      )}
      <Select
        aria-label={t('operations.by.actor')}
        value={actor ?? ''}
        onValueChange={(value) => onChange({ actor: value === '' ? undefined : value })}
        options={[
          { value: '', label: t('operations.any.actor') },
          ...callers.map((kind) => ({ value: `${kind}:`, label: t(`operations.callers.${kind}`) })),
          ...(person ? [{ value: actor, label: nameOf(actor) ?? short(actor) }] : []),
        ]}
      />
      <Select
        aria-label={t('operations.by.action')}
        value={action ?? ''}
        onValueChange={(value) => onChange({ action: value === '' ? undefined : value })}
        options={[
          { value: '', label: t('operations.any.action') },
          ...kinds,
          ...(exact ? [{ value: action, label: doneText(action) }] : []),
        ]}
      />
      <span className={css['days']}>
        <Input
          type="date"
          aria-label={t('operations.by.from')}
          value={from ?? ''}
          max={to}
          onChange={(event) => onChange({ from: event.target.value || undefined })}
        />
        –
        <Input
          type="date"
          aria-label={t('operations.by.to')}
          value={to ?? ''}
          min={from}
          onChange={(event) => onChange({ to: event.target.value || undefined })}
        />
      </span>
      {object !== undefined && (
        <Button size="s" icon="x" onClick={() => onChange({ object: undefined })}>
          {t('operations.ofObject', { name: objectText(object, nameOf(object)) })}
        </Button>
      )}
      {[actor, action, object, from, to].some((one) => one !== undefined) && (
        <Button variant="ghost" size="s" onClick={() => onChange(nothing)}>
          {t('operations.showAll')}
        </Button>
      )}
    </>
  );
}
