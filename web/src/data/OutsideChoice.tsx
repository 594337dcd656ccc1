/** How far outside the house a dataset may be read through shares; takes effect at once, also for what is shared. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { userClient } from '../api/client';
import { keys } from '../api/queries';
import type { Dataset, Outside } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { useToast } from '../ui';
import { outsideLevels, outsideText } from './words';
import css from './DatasetPage.module.css';

export function OutsideChoice({ dataset }: { dataset: Dataset }) {
  const cache = useQueryClient();
  const toast = useToast();
  const set = useMutation({
    mutationFn: (outside: Outside) => userClient.patch<Dataset>(`/datasets/${dataset.id}`, { outside }),
    onSuccess: (fresh) => {
      cache.setQueryData(keys.dataset(dataset.id), fresh);
      void cache.invalidateQueries({ queryKey: keys.datasets(dataset.workspace) });
      toast({ kind: 'good', text: t('data.saved') });
    },
    onError: (error) => toast({ kind: 'bad', text: problemText(error) }),
  });
  const shown = set.isPending ? set.variables : dataset.outside;
  return (
    <section>
      <h2>{t('data.outside.title')}</h2>
      <p className={css['hint']}>{t('data.outside.hint')}</p>
      <fieldset className={css['options']} disabled={set.isPending}>
        <legend className="visually-hidden">{t('data.outside.title')}</legend>
        {outsideLevels.map((level) => (
          // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- its text stands one level deeper than the rule looks
          <label key={level} className={css['option']}>
            <input type="radio" name="outside" checked={shown === level} onChange={() => set.mutate(level)} />
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
