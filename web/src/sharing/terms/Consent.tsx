/** The word of whoever shares for the first time: that readers may see who they are. Given with the first link. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { Obstacle, SharingConsent } from '../../api/types';
import { t } from '../../i18n/core';
import { Notice } from '../../ui';

export const asksForConsent = ({ code }: Obstacle) => code === 'consent_missing';

export function useConsent(wanted: boolean) {
  const api = useApi();
  const cache = useQueryClient();
  const path = '/auth/me/sharing-consent';
  const key = ['sharing-consent'];
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<SharingConsent>(path, { signal }),
    enabled: wanted,
  });
  return {
    data,
    give: async () => {
      cache.setQueryData(key, await api.put<SharingConsent>(path, undefined));
      void cache.invalidateQueries({ queryKey: ['share-check'] });
    },
  };
}

export function ConsentNotice({ consent }: { consent: SharingConsent | undefined }) {
  return (
    <Notice>
      <strong>{t('sharing.consent_title')}</strong>
      {consent && (
        <p>
          {consent.name} · {consent.email}
        </p>
      )}
      <p>{t('sharing.consent_text')}</p>
    </Notice>
  );
}
