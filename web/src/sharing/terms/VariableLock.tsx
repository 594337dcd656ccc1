/** One variable of the dashboard in a link: free, narrowed to some values, or locked; picked from what the own data allows. */
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { Choices, Dashboard, Id, Variable } from '../../api/types';
import { exactNumber } from '../../charts/exact';
import { choiceText, valueText } from '../../document/values';
import { t } from '../../i18n/core';
import { Field, Icon, Input, Select, type ControlProps, useSettled } from '../../ui';
import type { LockMode, VariableDraft } from './draft';
import css from './Terms.module.css';

/** Values travel through a select as text; JSON keeps 5 and "5" apart. */
const asText = (value: unknown): string => JSON.stringify(value ?? null);

/** Types whose text is a number in the request. */
function typed(variable: Variable, text: string): unknown {
  if (text === '') return undefined;
  if (variable.type === 'string' || variable.type === 'date') return text;
  if (variable.type === 'bool') return text === 'true';
  return exactNumber(text) ?? text;
}

function Many({
  values,
  label,
  onChange,
}: {
  values: readonly unknown[];
  label: (value: unknown) => string;
  onChange: (values: unknown[]) => void;
}) {
  if (values.length === 0) return null;
  return (
    <ul className={css['chips']}>
      {values.map((value) => (
        <li key={asText(value)} className={css['chip']}>
          {label(value)}
          <button
            type="button"
            aria-label={t('access.unpick', { name: label(value) })}
            onClick={() => onChange(values.filter((one) => asText(one) !== asText(value)))}
          >
            <Icon name="x" size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Picks from the values that the server offers in the reader's own scope; nothing else could be locked anyway. */
function FromChoices({
  dashboard,
  workspace,
  variable,
  several: many,
  others,
  value,
  onChange,
  control,
}: {
  dashboard: Id;
  workspace: Id;
  variable: Variable;
  /** A list is picked: the variable takes several values, or readers get several to choose from. */
  several: boolean;
  /** Values of the other variables: choices may depend on them. */
  others: Record<string, unknown>;
  value: unknown;
  onChange: (value: unknown) => void;
  control: ControlProps;
}) {
  const api = useApi();
  const [typedText, setTyped] = useState('');
  const q = useSettled(typedText.trim(), 200);
  const variables = JSON.stringify(others);
  const { data, isPending } = useQuery({
    queryKey: ['choices', dashboard, workspace, variable.name, q, variables],
    queryFn: ({ signal }) =>
      api.get<Choices>(`/dashboards/${dashboard}/variables/${encodeURIComponent(variable.name)}/choices`, {
        signal,
        query: { q, variables, workspace },
      }),
    placeholderData: keepPreviousData,
  });
  const items = data?.items ?? [];
  const textOf = (item: { value: unknown; label: string }) => choiceText(item, variable);
  const labelOf = (one: unknown) =>
    textOf(items.find((item) => asText(item.value) === asText(one)) ?? { value: one, label: String(one) });
  const several: unknown[] = many ? (Array.isArray(value) ? (value as unknown[]) : []) : [];
  const current = many ? '' : asText(value);
  const options = items
    .filter((item) => !several.some((one) => asText(one) === asText(item.value)))
    .map((item) => ({
      value: asText(item.value),
      label:
        item.label === String(item.value)
          ? textOf(item)
          : `${item.label} (${valueText(item.value, variable)})`,
    }));
  if (!many && value !== undefined && value !== null && !options.some((one) => one.value === current)) {
    options.unshift({ value: current, label: valueText(value, variable) });
  }
  const none = { value: '', label: isPending ? t('access.loading') : t('sharing.choose') };
  return (
    <div className={css['picker']}>
      {many && <Many values={several} label={labelOf} onChange={onChange} />}
      {(data?.truncated || typedText !== '') && (
        <Input
          // The server looks for days as they are kept; this field gives them so, however it shows them.
          type={variable.type === 'date' ? 'date' : 'text'}
          aria-label={t('sharing.search_values')}
          placeholder={t('sharing.search_values')}
          value={typedText}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <Select
        {...control}
        value={value === undefined || value === null || many ? '' : current}
        options={[none, ...options]}
        onValueChange={(text) => {
          if (text === '') onChange(many ? several : undefined);
          else {
            const picked: unknown = JSON.parse(text);
            onChange(many ? [...several, picked] : picked);
          }
        }}
      />
    </div>
  );
}

export function VariableLock({
  dashboard,
  workspace,
  variable,
  draft,
  others,
  error,
  onChange,
}: {
  dashboard: Dashboard;
  workspace: Id;
  variable: Variable;
  draft: VariableDraft;
  others: Record<string, unknown>;
  error?: string;
  onChange: (draft: VariableDraft) => void;
}) {
  const name = variable.label ?? variable.name;
  const listed =
    variable.domain !== undefined && ('choices' in variable.domain || 'values' in variable.domain);
  const subset = draft.mode === 'subset';
  const several = subset || variable.many === true;
  const value: unknown = subset ? draft.subset : draft.value;
  const setValue = (next: unknown) =>
    onChange(
      subset
        ? { ...draft, subset: Array.isArray(next) ? (next as unknown[]) : [] }
        : { ...draft, value: next },
    );
  // Without a list readers would have to guess which values they may type.
  const modes = (['free', 'subset', 'named', 'hidden'] as const).filter(
    (mode) => mode !== 'subset' || listed || subset,
  );
  return (
    <div className={css['variable']} role="group" aria-label={name}>
      <span className={css['variableName']}>{name}</span>
      <Field label={t('sharing.lock_mode', { name })} hideLabel>
        {(control) => (
          <Select
            {...control}
            value={draft.mode}
            onValueChange={(mode) => onChange({ ...draft, mode: mode as LockMode })}
            options={modes.map((mode) => ({ value: mode, label: t(`sharing.lock_${mode}`) }))}
          />
        )}
      </Field>
      {draft.mode === 'free' ? (
        <span className={css['quiet']}>{t('sharing.lock_free_hint')}</span>
      ) : (
        <Field
          label={subset ? t('sharing.lock_values', { name }) : t('sharing.lock_value', { name })}
          hideLabel
          error={error}
        >
          {(control) =>
            listed ? (
              <FromChoices
                dashboard={dashboard.id}
                workspace={workspace}
                variable={variable}
                several={several}
                others={others}
                value={value}
                onChange={setValue}
                control={control}
              />
            ) : variable.type === 'bool' && !subset ? (
              <Select
                {...control}
                value={value === undefined ? '' : String(value)}
                options={[
                  { value: '', label: t('sharing.choose') },
                  { value: 'true', label: t('sharing.yes') },
                  { value: 'false', label: t('sharing.no') },
                ]}
                onValueChange={(text) => setValue(typed(variable, text))}
              />
            ) : (
              <Input
                {...control}
                key={draft.mode}
                type={variable.type === 'date' && !several ? 'date' : 'text'}
                inputMode={variable.type === 'string' || variable.type === 'date' ? 'text' : 'decimal'}
                defaultValue={
                  value === undefined || value === null ? '' : [value].flat().map(String).join(', ')
                }
                onChange={(event) => {
                  const text = event.target.value;
                  setValue(
                    several
                      ? text
                          .split(',')
                          .map((part) => typed(variable, part.trim()))
                          .filter((part) => part !== undefined)
                      : typed(variable, text.trim()),
                  );
                }}
              />
            )
          }
        </Field>
      )}
    </div>
  );
}
