/** Attributes of a user: rows of name and values. Row rules and computed groups read them. */
import { t } from '../../i18n';
import { Button, Fieldset, IconButton, Input, Quiet } from '../../ui';
import type { AttributeRow } from './attributes';
import css from './AttributesEditor.module.css';

export function AttributesEditor({
  rows,
  onChange,
}: {
  rows: readonly AttributeRow[];
  onChange: (rows: AttributeRow[]) => void;
}) {
  const set = (at: number, change: Partial<AttributeRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <Fieldset legend={t('people.attributes')}>
      {rows.map((row, index) => (
        <div key={index} className={css['row']}>
          <Input
            aria-label={t('people.attribute.name', { number: index + 1 })}
            placeholder="carrier"
            spellCheck={false}
            autoCapitalize="off"
            value={row.key}
            onChange={(event) => set(index, { key: event.target.value })}
          />
          <Input
            aria-label={t('people.attribute.values', { number: index + 1 })}
            placeholder="UA, DL"
            spellCheck={false}
            value={row.values}
            onChange={(event) => set(index, { values: event.target.value })}
          />
          <IconButton
            icon="x"
            label={t('people.attribute.remove', { number: index + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <span>
        <Button size="s" icon="plus" onClick={() => onChange([...rows, { key: '', values: '' }])}>
          {t('people.attribute.add')}
        </Button>
      </span>
      <Quiet>{t('people.attribute.hint')}</Quiet>
    </Fieldset>
  );
}
