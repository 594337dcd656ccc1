/** How far outside the house a dataset may be read through shares; takes effect at once, also for what is shared. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../api/client';
import { keys } from '../api/queries';
import type { Dataset, Outside } from '../api/types';
import { t } from '../i18n';
import { useSave } from '../kit/useSave';
import { outsideLevels, outsideText } from './words';
import css from './DatasetPage.module.css';

export function OutsideChoice({ dataset }: { dataset: Dataset }) {
  const cache = useQueryClient();
  const [wanted, setWanted] = useState(dataset.outside);
  const set = useSave(
    (outside: Outside) => userClient.patch<Dataset>(`/datasets/${dataset.id}`, { outside }),
    {
      said: () => t('data.saved'),
      onDone: (fresh) => {
        cache.setQueryData(keys.dataset(dataset.id), fresh);
        void cache.invalidateQueries({ queryKey: keys.datasets(dataset.workspace) });
      },
      failsInToast: true,
    },
  );
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
                set.send(level);
              }}
            />
            <span>
              <strong>{outsideText(level)}</strong>
              <span>{t(`data.outside.${level}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
