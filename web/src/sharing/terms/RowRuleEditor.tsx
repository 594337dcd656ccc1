/** Row rules of a new link on one dataset: simple conditions, or the predicate as JSON where those do not reach. */
import { useId } from 'react';
import type { Dataset, Id } from '../../api/types';
import { t } from '../../i18n/core';
import { Button, Field, IconButton, Input, Select, TextArea } from '../../ui';
import type { RuleDraft } from './draft';
import {
  buildPredicate,
  operatorsFor,
  parsePredicate,
  toConditions,
  type Condition,
  type Operator,
} from './predicate';
import { useColumnValues } from './useColumnValues';
import css from './Terms.module.css';

function firstCondition(dataset: Dataset | undefined, site = false): Condition {
  const columns = dataset?.columns.filter((column) => column.hidden !== true) ?? [];
  const column = columns.find(({ type }) => type === 'string') ?? columns[0];
  const name = column?.name ?? '';
  // The readers of a site differ by what it says of them; that is what it is embedded for.
  return site ? { column: name, op: 'viewer', values: [name] } : { column: name, op: 'eq', values: [''] };
}

/** A rule to begin with. Without known columns only JSON is possible. */
export function newRule(name: string, dataset: Dataset | undefined, site = false): RuleDraft {
  const known = (dataset?.columns.length ?? 0) > 0;
  return {
    dataset: name,
    mode: known ? 'conditions' : 'json',
    conditions: known ? [firstCondition(dataset, site)] : [],
    json: '{ "eq": ["", ""] }',
  };
}

function ConditionRow({
  condition,
  dataset,
  workspace,
  site,
  single,
  invalid,
  onChange,
  onRemove,
}: {
  condition: Condition;
  dataset: Dataset;
  workspace: Id;
  site: boolean;
  single: boolean;
  invalid: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}) {
  const columns = dataset.columns.filter((column) => column.hidden !== true);
  const column = columns.find(({ name }) => name === condition.column);
  const type = column?.type ?? 'string';
  const operators = operatorsFor(type, site);
  const label = condition.op === 'viewer' ? t('sharing.rule_attribute') : t('sharing.rule_value');
  const listId = useId();
  const several = condition.op === 'in';
  const offered = useColumnValues(
    workspace,
    dataset.name,
    condition.column,
    type === 'string' && condition.op !== 'is_null' && condition.op !== 'viewer',
  );
  const given = condition.values.map((value) => value.trim()).filter((value) => value !== '');
  const more = several ? offered.filter((value) => !given.includes(value)).slice(0, 12) : [];
  return (
    <div className={css['condition']}>
      <Select
        aria-label={t('sharing.rule_column')}
        value={condition.column}
        options={columns.map((one) => ({ value: one.name, label: one.label ?? one.name }))}
        onValueChange={(name) => {
          const next = columns.find((one) => one.name === name);
          const op = next && operatorsFor(next.type, site).includes(condition.op) ? condition.op : 'eq';
          onChange({ column: name, op, values: [op === 'viewer' ? name : ''] });
        }}
      />
      <Select
        aria-label={t('sharing.rule_operator')}
        value={condition.op}
        options={operators.map((op) => ({ value: op, label: t(`sharing.op_${op}`) }))}
        onValueChange={(op) => onChange({ ...condition, op: op as Operator })}
      />
      {condition.op === 'is_null' ? (
        <span />
      ) : type === 'bool' && condition.op !== 'viewer' ? (
        <Select
          aria-label={label}
          value={condition.values[0] ?? ''}
          options={[
            { value: '', label: t('sharing.choose') },
            { value: 'true', label: t('sharing.yes') },
            { value: 'false', label: t('sharing.no') },
          ]}
          onValueChange={(value) => onChange({ ...condition, values: [value] })}
        />
      ) : (
        <Input
          aria-label={label}
          type={type === 'date' && !several && condition.op !== 'viewer' ? 'date' : 'text'}
          placeholder={several ? t('sharing.rule_list') : offered.length > 0 ? t('sharing.choose') : ''}
          aria-invalid={invalid || undefined}
          list={!several && offered.length > 0 ? listId : undefined}
          autoComplete="off"
          value={condition.values.join(several ? ',' : '')}
          onChange={(event) => {
            const text = event.target.value;
            onChange({ ...condition, values: several ? text.split(',') : [text] });
          }}
        />
      )}
      <IconButton
        icon={single ? 'trash' : 'minus'}
        label={single ? t('sharing.rule_remove', { dataset: dataset.label }) : t('sharing.condition_remove')}
        onClick={onRemove}
      />
      {!several && offered.length > 0 && (
        <datalist id={listId}>
          {offered.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {more.length > 0 && (
        <div className={css['offered']} role="group" aria-label={t('sharing.rule_offered')}>
          {more.map((value) => (
            <Button
              key={value}
              variant="ghost"
              size="s"
              icon="plus"
              onClick={() => onChange({ ...condition, values: [...given, value] })}
            >
              {value}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

export function RowRuleEditor({
  rule,
  dataset,
  workspace,
  site,
  error,
  onChange,
  onRemove,
}: {
  rule: RuleDraft;
  /** Unknown to the reader: then JSON only. */
  dataset: Dataset | undefined;
  /** Where the link opens the dashboard. */
  workspace: Id;
  /** A site may say something of its readers. */
  site: boolean;
  error?: string;
  onChange: (rule: RuleDraft) => void;
  onRemove: () => void;
}) {
  const errorId = useId();
  const name = dataset?.label ?? rule.dataset;
  const toJson = () => {
    const built = buildPredicate(rule.conditions, dataset?.columns ?? []);
    onChange({
      ...rule,
      mode: 'json',
      json: built.ok ? JSON.stringify(built.predicate, null, 1).replace(/\s+/g, ' ') : rule.json,
    });
  };
  const toSimple = () => {
    const read = parsePredicate(rule.json, site);
    const conditions = read.ok ? toConditions(read.predicate) : null;
    onChange({ ...rule, mode: 'conditions', conditions: conditions ?? [firstCondition(dataset)] });
  };
  const read = rule.mode === 'json' ? parsePredicate(rule.json, site) : null;
  const losesMeaning = read !== null && read.ok && toConditions(read.predicate) === null;
  return (
    <div className={css['rule']} role="group" aria-label={t('sharing.rule_of', { dataset: name })}>
      <div className={css['ruleHead']}>
        <span>{t('sharing.rule_of', { dataset: name })}</span>
        {dataset && (
          <Button
            variant="ghost"
            size="s"
            disabled={losesMeaning}
            title={losesMeaning ? t('sharing.rule_too_rich') : undefined}
            onClick={rule.mode === 'json' ? toSimple : toJson}
          >
            {rule.mode === 'json' ? t('sharing.rule_as_list') : t('sharing.rule_as_json')}
          </Button>
        )}
      </div>
      {rule.mode === 'conditions' && dataset ? (
        <>
          {rule.conditions.map((condition, index) => (
            <ConditionRow
              key={index}
              condition={condition}
              dataset={dataset}
              workspace={workspace}
              invalid={error !== undefined}
              site={site}
              single={rule.conditions.length === 1}
              onChange={(next) =>
                onChange({
                  ...rule,
                  conditions: rule.conditions.map((one, at) => (at === index ? next : one)),
                })
              }
              onRemove={() => {
                if (rule.conditions.length === 1) onRemove();
                else onChange({ ...rule, conditions: rule.conditions.filter((_, at) => at !== index) });
              }}
            />
          ))}
          <Button
            variant="ghost"
            size="s"
            icon="plus"
            className={css['more']}
            onClick={() => onChange({ ...rule, conditions: [...rule.conditions, firstCondition(dataset)] })}
          >
            {t('sharing.rule_and')}
          </Button>
        </>
      ) : (
        <div className={css['json']}>
          <Field label={t('sharing.rule_json')} hideLabel hint={t('sharing.rule_json_hint')}>
            {(control) => (
              <TextArea
                {...control}
                className={css['mono']}
                spellCheck={false}
                rows={3}
                value={rule.json}
                onChange={(event) => onChange({ ...rule, json: event.target.value })}
              />
            )}
          </Field>
          <IconButton icon="trash" label={t('sharing.rule_remove', { dataset: name })} onClick={onRemove} />
        </div>
      )}
      {error && (
        <p id={errorId} className={css['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
