/** What stands in a variable's popover: a list to pick from, or a field to type into. */
import { useDeferredValue, useEffect, useState } from 'react';
import { plainText } from '../../api/plainText';
import type { Variable } from '../../api/types';
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { cx } from '../../ui/cx';
import { Field, Input, SearchInput } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import type { DataSource } from './source';
import { type DashState, readValue } from '../../document/state';
import { valueText } from '../../document/values';
import { same, useChoices } from './useChoices';
import css from './Pickers.module.css';

export function List({
  variable,
  name,
  state,
  source,
  chosen,
  long,
  onChange,
  onDone,
}: {
  variable: Variable;
  name: string;
  state: DashState;
  source: DataSource;
  chosen: readonly unknown[];
  long: boolean;
  onChange: (value: unknown) => void;
  onDone: () => void;
}) {
  const [q, setQ] = useState('');
  const late = useDeferredValue(q);
  const { items, truncated, error, loading } = useChoices(variable, state, source, late, true);
  const many = variable.many === true;
  const isChosen = (one: unknown) => chosen.some((c) => same(c, one));
  const pick = (one: unknown) => {
    if (!many) {
      onChange(one);
      onDone();
      return;
    }
    const next = isChosen(one) ? chosen.filter((c) => !same(c, one)) : [...chosen, one];
    onChange(next.length === 0 ? (variable.default === undefined ? undefined : []) : next);
  };
  return (
    <div className={css['list']}>
      {long && (
        <SearchInput
          // Days are looked for as they are kept; this field gives them so, however it shows them.
          type={variable.type === 'date' ? 'date' : 'search'}
          label={t('view.findIn', { name })}
          placeholder={t('view.find')}
          value={q}
          onChange={(e) => setQ(e.target.value)}
        />
      )}
      {error ? (
        <p className={css['note']}>{plainText(error)}</p>
      ) : loading ? (
        <p className={css['note']}>{t('view.loading')}</p>
      ) : items.length === 0 ? (
        <p className={css['note']}>{q === '' ? t('view.noChoices') : t('view.noMatch')}</p>
      ) : (
        <ul className={css['options']}>
          {items.map((item) => {
            const on = isChosen(item.value);
            return (
              <li key={String(item.value)}>
                <button
                  type="button"
                  className={cx(css['option'], on && css['chosen'])}
                  aria-pressed={on}
                  onClick={() => pick(item.value)}
                >
                  <span className={css['optionText']}>{item.label}</span>
                  {on && <Icon name="check" />}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {truncated && <p className={css['note']}>{t('view.moreChoices')}</p>}
      {many && chosen.length > 0 && (
        <div className={css['foot']}>
          <Button size="s" variant="ghost" onClick={() => onChange(undefined)}>
            {t('view.clear')}
          </Button>
          <Button size="s" onClick={onDone}>
            {t('view.done')}
          </Button>
        </div>
      )}
    </div>
  );
}

export function Typed({
  variable,
  name,
  value,
  onChoose,
}: {
  variable: Variable;
  name: string;
  value: unknown;
  onChoose: (value: unknown) => void;
}) {
  const range =
    variable.domain !== undefined && 'range' in variable.domain ? variable.domain.range : undefined;
  const bound = (end: 'min' | 'max') => (typeof range?.[end] === 'boolean' ? undefined : range?.[end]);
  const [text, setText] = useState(
    value === undefined || value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value),
  );
  useEffect(
    () =>
      setText(
        value === undefined || value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value),
      ),
    [value],
  );
  const raw: unknown = variable.many === true ? text.split(',').map((one) => one.trim()) : text;
  const read = text.trim() === '' ? undefined : readValue(variable, raw);
  const type: string = variable.type;
  const wrong = text.trim() !== '' && read === undefined;
  const hint =
    range === undefined
      ? undefined
      : t('view.between', {
          min: valueText(range.min ?? '…', variable),
          max: valueText(range.max ?? '…', variable),
        });
  return (
    <form
      className={css['typed']}
      onSubmit={(event) => {
        event.preventDefault();
        if (read !== undefined) onChoose(read);
      }}
    >
      <Field label={name} hint={hint} error={wrong ? t('view.notAValue') : undefined}>
        {(control) => (
          <Input
            {...control}
            type={
              variable.many === true
                ? 'text'
                : type === 'date'
                  ? 'date'
                  : type === 'string'
                    ? 'text'
                    : 'number'
            }
            step="any"
            min={bound('min')}
            max={bound('max')}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        )}
      </Field>
      <div className={css['foot']}>
        <span />
        <Button type="submit" variant="primary" size="s" disabled={read === undefined}>
          {t('view.apply')}
        </Button>
      </div>
    </form>
  );
}
