/** How far outside the organisation a dataset may be read through shares; takes effect at once, also for what is shared. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../api/client';
import { keys } from '../api/queries';
import type { Dataset, Outside } from '../api/types';
import { t } from '../i18n';
import { useSave } from '../kit/useSave';
import { confirmed, useStops } from '../kit/useStops';
import { outsideLevels, outsideText } from './words';
import css from './DatasetPage.module.css';

type Sent = { outside: Outside; end_shares?: true };

export function OutsideChoice({ dataset }: { dataset: Dataset }) {
  const cache = useQueryClient();
  const [wanted, setWanted] = useState(dataset.outside);
  const stops = useStops<Sent>((sent) => set.send({ ...sent, ...confirmed }));
  const set = useSave((sent: Sent) => userClient.patch<Dataset>(`/datasets/${dataset.id}`, sent), {
    onAsked: stops.ask,
    said: () => t('data.saved'),
    onDone: (fresh) => {
      cache.setQueryData(keys.dataset(dataset.id), fresh);
      void cache.invalidateQueries({ queryKey: keys.datasets(dataset.workspace) });
      void cache.invalidateQueries({ queryKey: ['shares'] });
    },
    failsInToast: true,
  });
  const shown = set.busy ? wanted : dataset.outside;
  return (
    <section>
      <h2>{t('data.outside.title')}</h2>
      <p className={css['hint']}>{t('data.outside.hint')}</p>
      <fieldset className={css['options']} disabled={set.busy}>
        <legend className="visually-hidden">{t('data.outside.title')}</legend>
        {outsideLevels.map((level) => (
          // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- its text stands one level deeper than the rule looks
          <label key={level} className={css['option']}>
            <input
              type="radio"
              name="outside"
              checked={shown === level}
              onChange={() => {
                setWanted(level);
                set.send({ outside: level });
              }}
            />
            <span>
              <strong>{outsideText(level)}</strong>
              <span>{t(`data.outside.${level}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {stops.question}
    </section>
  );
}
