/** What stands in the way of a link, all at once, and what it would open: in numbers, and in what its terms do. */
import type { Dataset, NewShare, Obstacle, ShareCheck } from '../../api/types';
import { valueText } from '../../document/values';
import { locale, t } from '../../i18n/core';
import { Icon, Skeleton } from '../../ui';
import { asksForConsent } from './Consent';
import { liftText, obstaclePlace, obstacleText } from '../words';
import { RemedyButton } from './RemedyButton';
import css from './Terms.module.css';

/** "This opens 3 datasets, 12 columns, 58 665 rows, 1 Jan 2013 – 31 Dec 2013." */
export function opensText(opens: ShareCheck['opens']): string {
  const day = (instant: string) => valueText(instant, { type: 'date' });
  const parts = [
    t('sharing.opens_datasets', { count: opens.datasets.length }),
    t('sharing.opens_columns', { count: opens.columns }),
  ];
  if (opens.rows !== undefined && opens.rows !== null)
    parts.push(
      opens.rows < opens.rows_of
        ? t('sharing.opens_rows_of', { count: opens.rows, all: opens.rows_of })
        : t('sharing.opens_rows', { count: opens.rows }),
    );
  if (opens.from && opens.to) parts.push(`${day(opens.from)} – ${day(opens.to)}`);
  return t('sharing.opens', { list: parts.join(', ') });
}

/** So many values of a picker are named. */
const NAMED = 6;

/** "Airport: EWR, JFK and 3 more", for each picker that readers may use. */
export function choicesText(choices: ShareCheck['opens']['choices']): string[] {
  return choices.map(({ variable, label, values, more }) => {
    const name = label ?? variable;
    const named = values.slice(0, NAMED).join(', ');
    const left = values.length - NAMED;
    if (more) return t('sharing.opens_choices_many', { name, values: named });
    return left > 0
      ? t('sharing.opens_choices_more', { name, values: named, count: left })
      : t('sharing.opens_choices', { name, values: named });
  });
}

export function Obstacles({
  check,
  kind,
  datasets,
}: {
  check: ShareCheck | undefined;
  kind: NewShare['kind'];
  /** To call them as people do. */
  datasets: readonly Dataset[];
}) {
  const nameOf = ({ id, name }: Obstacle['on']) => datasets.find((one) => one.id === id)?.label ?? name ?? '';
  // The word of who shares is asked for beside the button that gives it.
  const obstacles = (check?.obstacles ?? []).filter((obstacle) => !asksForConsent(obstacle));
  if (obstacles.length === 0) return null;
  return (
    <section className={css['obstacles']} role="alert">
      <h4>{t('sharing.obstacles', { count: obstacles.length })}</h4>
      <ul>
        {obstacles.map((obstacle) => (
          <li key={JSON.stringify(obstacle)}>
            <Icon name="alert" size={15} />
            <span>
              {obstacleText(obstacle)}
              <span className={css['where']}>
                {obstaclePlace({ ...obstacle.on, name: nameOf(obstacle.on) })} · {liftText(obstacle.lift_by)}
              </span>
            </span>
            {obstacle.remedy && (
              <RemedyButton name={nameOf(obstacle.on)} remedy={obstacle.remedy} kind={kind} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Opens({
  check,
  waiting,
  effects,
}: {
  check: ShareCheck | undefined;
  waiting: boolean;
  /** What the terms do, in sentences. */
  effects: readonly string[];
}) {
  if (!check) return waiting ? <Skeleton width={260} /> : null;
  return (
    <div className={css['opens']} aria-live="polite" data-waiting={waiting || undefined}>
      <Icon name="eye" />
      <div>
        <p>{opensText(check.opens)}</p>
        {check.opens.datasets.length > 0 && check.opens.rows === 0 ? (
          <p className={css['empty']} role="alert">
            <Icon name="alert" size={14} /> {t('sharing.opens_nothing')}
          </p>
        ) : (
          (check.opens.empty ?? []).length > 0 && (
            <p className={css['empty']} role="alert">
              <Icon name="alert" size={14} />{' '}
              {t('sharing.opens_empty', {
                list: new Intl.ListFormat(locale(), { type: 'conjunction' }).format(check.opens.empty ?? []),
              })}
            </p>
          )
        )}
        {check.opens.datasets.length > 0 && (
          <p className={css['quiet']}>
            {new Intl.ListFormat(locale(), { type: 'conjunction' }).format(check.opens.datasets)}
          </p>
        )}
        {check.opens.choices.length > 0 && (
          <p className={css['quiet']}>
            {t('sharing.opens_choose')} {choicesText(check.opens.choices).join(' · ')}
          </p>
        )}
        {effects.length > 0 && <p className={css['effects']}>{effects.join(' ')}</p>}
      </div>
    </div>
  );
}
