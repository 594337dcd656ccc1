/** Widgets and choices that the locked variables of a link do not narrow, each with the row rule that would. */
import type { Dataset, ShareCheck, Variable } from '../../api/types';
import { variableName } from '../../document/values';
import { t } from '../../i18n/core';
import { Button, Icon } from '../../ui';
import { ruleText } from '../words';
import css from './Terms.module.css';

type Widgets = ShareCheck['unreached'];
type Choices = ShareCheck['unreached_choices'];
type Rules = Widgets[number]['rows'];

export function Unreached({
  widgets,
  choices = [],
  variables,
  datasets,
  onAdd,
}: {
  widgets: Widgets;
  choices?: Choices | undefined;
  /** Those of the dashboard, where it is known. */
  variables?: readonly Variable[] | undefined;
  /** What rules speak of, where it is known. */
  datasets?: readonly Dataset[] | undefined;
  /** Takes the proposed rules into the terms; without it they are only told. */
  onAdd?: ((rules: Rules) => void) | undefined;
}) {
  if (widgets.length + choices.length === 0) return null;
  const told = [
    ...widgets.map(({ widget, title, variable, rows }) => ({
      key: `widget ${widget} ${variable}`,
      text: t('sharing.unreached_widget', {
        title: title || widget,
        variable: variableName(variables, variable),
      }),
      rows,
    })),
    ...choices.map(({ picker, label, variable, rows }) => ({
      key: `choices ${picker} ${variable}`,
      text: t('sharing.unreached_choices', {
        picker: label || picker,
        variable: variableName(variables, variable),
      }),
      rows,
    })),
  ];
  return (
    <section className={css['obstacles']} role="status">
      <h4>{t('sharing.unreached', { count: told.length })}</h4>
      <ul>
        {told.map(({ key, text, rows }) => (
          <li key={key}>
            <Icon name="alert" size={15} />
            <span>
              {text}
              <span className={css['where']}>
                {rows.length === 0
                  ? t('sharing.unreached_none')
                  : t('sharing.unreached_rule', {
                      rules: rows.map((rule) => ruleText(rule, datasets)).join(', '),
                    })}
              </span>
              {onAdd && rows.length > 0 && (
                <Button size="s" icon="filter" onClick={() => onAdd(rows)}>
                  {t('sharing.unreached_add')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
