/**
 * Making a share one's own when it ended because its owner lost access. Says first what its readers will see then, counted with the
 * rows of who takes it over; it stays paused until it is resumed.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import { useApi } from '../../api/context';
import { useDatasets } from '../../api/queries';
import { problemText } from '../../api/problemText';
import type { NewShare, Share } from '../../api/types';
import { allShareKinds } from '../../access/outside';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { t } from '../../i18n';
import { Notice } from '../../ui';
import { useShareCheck } from '../link/useShares';
import { Obstacles, Opens } from '../terms/CheckSummary';
import { asksForConsent, ConsentNotice, useConsent } from '../terms/Consent';
import { dashboardOf } from '../terms/dashboardOf';
import { termsOf } from '../terms/termsOf';

export function TakeOver({ share, onClose }: { share: Share; onClose: () => void }) {
  const cache = useQueryClient();
  const dashboard = useQuery(dashboardOf(useApi(), share));
  const kind = allShareKinds.find((one) => one === share.kind) ?? 'link';
  const body: NewShare = { kind, title: share.title, ...termsOf(share) };
  const check = useShareCheck(share.dashboard, share.workspace, body, true);
  // Readers are asked for the password it has; the check is asked without one.
  const obstacles = check.data?.obstacles.filter(
    ({ code }) => !(share.has_password && code === 'policy_password'),
  );
  const asks = obstacles?.some(asksForConsent) ?? false;
  const consent = useConsent(asks);
  const datasets = useDatasets(share.workspace).data ?? [];
  const title = share.title || t('sharing.list.untitled');
  const revision = share.pinned ?? dashboard.data?.revision;
  const refresh = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['shares'] }),
      cache.invalidateQueries({ queryKey: ['dashboards'] }),
      cache.invalidateQueries({ queryKey: ['dashboard', share.dashboard] }),
    ]);
  const resume = useSave(() => userClient.post<Share>(`/shares/${share.id}/resume`), {
    said: () => t('sharing.list.resumed', { title }),
    failsInToast: true,
    onSettled: refresh,
  });
  const take = useSave(
    async (seen: number) => {
      if (asks) await consent.give();
      return await userClient.post<Share>(`/shares/${share.id}/take-over`, { revision: seen });
    },
    {
      said: () => ({
        kind: 'good',
        text: t('sharing.unowned.taken', { title }),
        action: { label: t('sharing.list.resume'), onSelect: () => resume.send() },
      }),
      onDone: onClose,
      onSettled: refresh,
    },
  );
  return (
    <FormDialog
      title={t('sharing.unowned.ask', { title })}
      description={t('sharing.unowned.what', { owner: share.owner.name })}
      save={take}
      waiting={dashboard.isPending}
      ready={revision !== undefined}
      onSubmit={() => revision !== undefined && take.send(revision)}
      onClose={onClose}
      action={t('sharing.unowned.take')}
    >
      <Opens check={check.data} waiting={check.isPending} effects={[]} />
      <Obstacles
        check={check.data && { ...check.data, obstacles: obstacles ?? [] }}
        kind={kind}
        datasets={datasets}
      />
      {dashboard.error !== null && <Notice tone="bad">{problemText(dashboard.error)}</Notice>}
      <Notice>
        {t('sharing.unowned.stays')} {share.rotation.length > 0 && t('sharing.unowned.turns')}
      </Notice>
      {asks && <ConsentNotice consent={consent.data} />}
    </FormDialog>
  );
}
