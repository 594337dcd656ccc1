/** Widgets that the locked variables of a link do not narrow, each with the row rule that would. */
import type { ShareCheck, Variable } from '../../api/types';
import { variableName } from '../../document/values';
import { t } from '../../i18n/core';
import { Button, Icon } from '../../ui';
import { ruleText } from '../words';
import css from './Terms.module.css';

type Widgets = ShareCheck['unreached'];

export function Unreached({
  widgets,
  variables,
  onAdd,
}: {
  widgets: Widgets;
  /** Those of the dashboard, where it is known. */
  variables?: readonly Variable[];
  /** Takes the proposed rules into the terms; without it they are only told. */
  onAdd?: ((rules: Widgets[number]['rows']) => void) | undefined;
}) {
  if (widgets.length === 0) return null;
  return (
    <section className={css['obstacles']} role="status">
      <h4>{t('sharing.unreached', { count: widgets.length })}</h4>
      <ul>
        {widgets.map(({ widget, title, variable, rows }) => (
          <li key={`${widget} ${variable}`}>
            <Icon name="alert" size={15} />
            <span>
              {t('sharing.unreached_widget', {
                title: title || widget,
                variable: variableName(variables, variable),
              })}
              <span className={css['where']}>
                {rows.length === 0
                  ? t('sharing.unreached_none')
                  : t('sharing.unreached_rule', {
                      rules: rows
                        .map(({ dataset, predicate }) =>
                          t('sharing.rows_where', { dataset, rule: ruleText(predicate) }),
                        )
                        .join(', '),
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
