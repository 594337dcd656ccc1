/** In the own settings: whether readers outside see who shares, and taking that back with all that is shared. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { consentQuery } from '../../api/queries';
import type { SharingConsent } from '../../api/types';
import { t } from '../../i18n';
import { formatMoment } from '../../i18n/format';
import { useSave } from '../../kit/useSave';
import { Button, ConfirmDialog, Quiet } from '../../ui';
import css from './SharingConsentSection.module.css';

export function SharingConsentSection() {
  const cache = useQueryClient();
  const { data } = useQuery(consentQuery);
  const [asking, setAsking] = useState(false);
  const withdraw = useSave(
    () => userClient.delete('/auth/me/sharing-consent', { query: { end_shares: true } }),
    {
      said: () => t('people.consent.withdrawn'),
      failsInToast: true,
      onSettled: () => {
        setAsking(false);
        return Promise.all(
          [consentQuery.queryKey, ['shares'], ['dashboards'], ['dashboard']].map((queryKey) =>
            cache.invalidateQueries({ queryKey }),
          ),
        );
      },
    },
  );
  if (data === undefined) return null;
  return (
    <section className={css['section']} aria-labelledby="sharing-consent">
      <h2 id="sharing-consent">{t('people.consent.own')}</h2>
      {data.given_at === null ? (
        <Quiet>{t('people.consent.none')}</Quiet>
      ) : (
        <div className={css['given']}>
          <p>{t('people.consent.given', { at: formatMoment(data.given_at), name: data.name })}</p>
          <Button onClick={() => setAsking(true)}>{t('people.consent.withdraw')}</Button>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('people.consent.withdraw_ask')}
        action={data.shares > 0 ? t('people.consent.withdraw_action') : t('people.consent.withdraw')}
        busy={withdraw.busy}
        onConfirm={() => withdraw.send()}
      >
        <Ends consent={data} />
      </ConfirmDialog>
    </section>
  );
}

function Ends({ consent: { shares, named } }: { consent: SharingConsent }) {
  if (shares === 0) return <>{t('people.consent.withdraw_none')}</>;
  return (
    <>
      {t('people.consent.withdraw_ends', { count: shares })}
      <ul className={css['ends']}>
        {named.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {shares > named.length && (
          <li>{t('people.consent.withdraw_more', { count: shares - named.length })}</li>
        )}
      </ul>
    </>
  );
}
