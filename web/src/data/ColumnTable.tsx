/** Columns of a dataset: names and types for everybody; labels, units and hiding for who manages it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../api/client';
import { keys } from '../api/queries';
import type { Column, Dataset } from '../api/types';
import { t } from '../i18n';
import { useSave } from '../kit/useSave';
import { confirmed, useStops } from '../kit/useStops';
import { Button, cx, Input, Switch, Table, Td, Th } from '../ui';
import { typeText } from './words';
import css from './DatasetPage.module.css';

type Sent = { end_shares?: true };

export function ColumnTable({ dataset }: { dataset: Dataset }) {
  const manages = dataset.can.includes('manage');
  const cache = useQueryClient();
  const [changes, setChanges] = useState<Record<string, Partial<Column>>>({});
  const changed = Object.keys(changes).length > 0;
  const stops = useStops<Sent>((sent) => save.send({ ...sent, ...confirmed }));
  const save = useSave(
    (sent: Sent) =>
      userClient.patch<Dataset>(`/datasets/${dataset.id}`, {
        columns: Object.entries(changes).map(([name, change]) => ({ name, ...change })),
        ...sent,
      }),
    {
      onAsked: stops.ask,
      said: () => t('data.saved'),
      onDone: (fresh) => {
        cache.setQueryData(keys.dataset(dataset.id), fresh);
        void cache.invalidateQueries({ queryKey: ['preview', dataset.id] });
        setChanges({});
      },
      failsInToast: true,
    },
  );
  const change = (name: string, part: Partial<Column>) =>
    setChanges((before) => ({ ...before, [name]: { ...before[name], ...part } }));
  return (
    <>
      <Table label={t('data.columns')} cards>
        <thead>
          <tr>
            <Th>{t('data.column.name')}</Th>
            <Th>{t('data.column.type')}</Th>
            <Th>{t('data.column.label')}</Th>
            <Th>{t('data.column.unit')}</Th>
            {manages && <Th>{t('data.column.visible')}</Th>}
          </tr>
        </thead>
        <tbody>
          {dataset.columns.map((stored) => {
            const column = { ...stored, ...changes[stored.name] };
            return (
              <tr key={column.name} className={cx(column.hidden && css['hiddenColumn'])}>
                <Td>
                  <code>{column.name}</code>
                </Td>
                <Td data-label={t('data.column.type')}>{typeText(column.type)}</Td>
                {(['label', 'unit'] as const).map((part) => (
                  <Td key={part} className={css['cellInput']} data-label={t(`data.column.${part}`)}>
                    {manages ? (
                      <Input
                        aria-label={t(`data.column.${part}Of`, { name: column.name })}
                        value={column[part] ?? ''}
                        onChange={(event) => change(column.name, { [part]: event.target.value })}
                      />
                    ) : (
                      (column[part] ?? '–')
                    )}
                  </Td>
                ))}
                {manages && (
                  <Td data-label={t('data.column.visible')}>
                    <Switch
                      label={
                        <span className="visually-hidden">
                          {t('data.column.visibleOf', { name: column.name })}
                        </span>
                      }
                      checked={!column.hidden}
                      onCheckedChange={(visible) => change(column.name, { hidden: !visible })}
                    />
                  </Td>
                )}
              </tr>
            );
          })}
        </tbody>
      </Table>
      {manages && (
        <p className={css['note']}>
          {changed ? (
            <>
              <Button variant="primary" busy={save.busy} onClick={() => save.send({})}>
                {t('app.save')}
              </Button>{' '}
              <Button variant="ghost" onClick={() => setChanges({})}>
                {t('app.cancel')}
              </Button>
            </>
          ) : (
            t('data.column.hint')
          )}
        </p>
      )}
      {stops.question}
    </>
  );
}
