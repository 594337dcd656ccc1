/** Columns whose times have no zone: whose clock they were read from is known to who has the file, and to nobody else. */
import { useId, useState } from 'react';
import type { ColumnRead } from '../api/types';
import { t } from '../i18n';
import { ownZone } from '../i18n/instant';
import { Button, Field, Input, Notice } from '../ui';
import { clockSaid, typesWithClock } from './readWords';
import css from './UploadDialog.module.css';

export function ColumnClocks({
  columns,
  onTypes,
}: {
  columns: readonly ColumnRead[];
  onTypes: (types: string) => void;
}) {
  return columns
    .filter((column) => column.notes.some((note) => note.kind === 'without_zone'))
    .map((column) => <ColumnClock key={column.name} column={column} onTypes={onTypes} />);
}

function ColumnClock({ column, onTypes }: { column: ColumnRead; onTypes: (types: string) => void }) {
  const zones = useId();
  const [zone, setZone] = useState(ownZone());
  const known = Intl.supportedValuesOf('timeZone');
  const named = known.includes(zone) || zone === 'UTC';
  return (
    <Notice title={t('data.read.clock.title', { name: column.name })}>
      {t('data.read.clock.text')}
      <div className={css['offer']}>
        <Field label={t('data.read.clock.zone')}>
          {(control) => (
            <Input {...control} list={zones} value={zone} onChange={(event) => setZone(event.target.value)} />
          )}
        </Field>
        <datalist id={zones}>
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Button size="s" disabled={!named} onClick={() => onTypes(typesWithClock(column, zone))}>
          {named ? t('data.read.clock.read', { zone: clockSaid(zone) }) : t('data.read.clock.unknown')}
        </Button>
      </div>
      <p className={css['file']}>{t('data.read.offer.sendsAgain')}</p>
    </Notice>
  );
}
