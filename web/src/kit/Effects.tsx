/** Who gains and who loses by a change that is not made yet, by name; asked anew whenever the change is another. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context';
import type { Effects as Found } from '../api/types';
import { t } from '../i18n';
import { Skeleton, useSettled } from '../ui';
import css from './Effects.module.css';

/** The change, as the server takes it. */
export type Supposed = { readonly path: string; readonly body: object; readonly workspace?: string };

export function Effects({ of }: { of: Supposed }) {
  const api = useApi();
  const settled = useSettled(JSON.stringify(of), 250);
  const { path, body, workspace } = JSON.parse(settled) as Supposed;
  const asked = useQuery({
    queryKey: ['effects', settled],
    queryFn: ({ signal }) => api.post<Found>(path, body, { signal, query: { workspace } }),
    staleTime: 0,
    retry: false,
  });
  // What cannot be made has no effects; why not is told when it is sent.
  if (asked.error) return null;
  if (!asked.data || settled !== JSON.stringify(of)) return <Skeleton width={180} />;
  return <EffectsTold effects={asked.data} />;
}

export function isNothing({ gain, lose }: Found): boolean {
  return gain.count + lose.count === 0;
}

export function EffectsTold({ effects }: { effects: Found }) {
  const { gain, lose, whole } = effects;
  const summary =
    gain.count > 0 && lose.count > 0
      ? t('kit.effects.both', { gain: gain.count, lose: lose.count })
      : gain.count > 0
        ? t('kit.effects.gain', { count: gain.count })
        : lose.count > 0
          ? t('kit.effects.lose', { count: lose.count })
          : t('kit.effects.none');
  return (
    <div className={css['effects']} role="status" data-loses={lose.count > 0 || undefined}>
      <p className={css['summary']}>{summary}</p>
      <Side label={t('kit.effects.gains')} side={gain} />
      <Side label={t('kit.effects.loses')} side={lose} />
      {!whole && <p className={css['more']}>{t('kit.effects.part')}</p>}
    </div>
  );
}

function Side({ label, side }: { label: string; side: Found['gain'] }) {
  if (side.count === 0) return null;
  const more = side.count - side.people.length;
  const level = (one: Found['gain']['people'][number]['before']) =>
    one === null ? t('kit.effects.nothing') : t(`access.level_${one}`);
  return (
    <ul className={css['side']} aria-label={label}>
      {side.people.map(({ user, dashboards, before, after }) => (
        <li key={user.id}>
          {dashboards > 1
            ? t('kit.effects.change_many', { name: user.name, count: dashboards })
            : t('kit.effects.change', { name: user.name, before: level(before), after: level(after) })}
        </li>
      ))}
      {more > 0 && <li className={css['more']}>{t('kit.effects.more', { count: more })}</li>}
    </ul>
  );
}
