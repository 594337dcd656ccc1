/** A new share for guests: addresses first, and a usual value for everything else. */
import { useEffect, useMemo, useState } from 'react';
import { useDatasets } from '../../api/queries';
import type { Dashboard, MadeShare, NewShare, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { ownZone } from '../../i18n/instant';
import { newDraft } from '../terms/draft';
import { keptOf } from '../terms/keptDrafts';
import { ShareForm } from '../terms/ShareForm';
import { AddressField } from './AddressField';
import { noAddresses, type Addresses } from './addresses';
import { newTerms, toAudience, type GuestTerms } from './terms';
import { CapField, EndField, MessageField } from './TermsFields';
import { useAddresses } from './useAddresses';

/** What was begun and not finished; see terms/keptDrafts. */
export const keptGuests = keptOf<{ addresses: Addresses; terms: GuestTerms }>();
export const nameOfGuests = (dashboard: string, workspace: string) => `guests ${dashboard} ${workspace}`;

export function NewGuests({
  dashboard,
  workspace,
  shown,
  days,
  create,
  onMade,
}: {
  dashboard: Dashboard;
  workspace: Workspace;
  /** Values the page shows: the first proposal for a lock. */
  shown: Record<string, unknown>;
  /** How long it lives unless somebody says otherwise. */
  days: number;
  create: (body: NewShare) => Promise<MadeShare>;
  onMade: (made: MadeShare) => void;
}) {
  const keep = nameOfGuests(dashboard.id, workspace.id);
  const [kept] = useState(() => keptGuests.get(keep));
  const datasets = useDatasets(workspace.id).data ?? [];
  const field = useAddresses(kept?.addresses ?? noAddresses);
  const [terms, setTerms] = useState(() => kept?.terms ?? newTerms(ownZone(), new Date(), days));
  const [initial] = useState(() =>
    newDraft(dashboard.title, dashboard.document.variables ?? [], shown, ownZone(), new Date(), days),
  );
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (field.state !== noAddresses || terms.message !== '')
      keptGuests.keep(keep, { addresses: field.state, terms });
  }, [keep, field.state, terms]);
  const { body, problems } = useMemo(() => toAudience(field.state, terms, new Date()), [field.state, terms]);
  const set = (part: Partial<GuestTerms>) => setTerms((before) => ({ ...before, ...part }));
  const errorAt = (at: keyof typeof problems) => {
    const problem = tried ? problems[at] : undefined;
    return problem === undefined ? undefined : t(`guests.problem_${problem}`);
  };
  const settle = async () => {
    setTried(true);
    const addresses = await field.settle();
    if (addresses === null) return null;
    const said = toAudience(addresses, terms, new Date());
    const { addresses: missing } = said.problems;
    if (missing !== undefined) field.setError(t(`guests.problem_${missing}`));
    return Object.keys(said.problems).length > 0 ? null : said.body;
  };
  const guests = field.state.taken.length;
  return (
    <ShareForm
      dashboard={dashboard}
      workspace={workspace.id}
      datasets={datasets}
      initial={initial}
      audience={{
        fields: <AddressField field={field} autoFocus />,
        more: (
          <>
            <MessageField value={terms.message} onValue={(message) => set({ message })} />
            <EndField
              label={t('guests.ends')}
              at={terms.ends === 'at' ? terms : null}
              zone={terms.zone}
              error={errorAt('end')}
              set={set}
            />
            {field.state.domains.length > 0 && (
              <CapField value={terms.cap} error={errorAt('cap')} onValue={(cap) => set({ cap })} />
            )}
          </>
        ),
        body,
        patch: {},
        faulty: problems.cap !== undefined || problems.end !== undefined,
        settle,
        proves: true,
      }}
      title={t('guests.new')}
      action={guests > 0 ? t('guests.share_with', { count: guests }) : t('guests.share')}
      keep={keep}
      send={async (said) => {
        const made = await create(said);
        keptGuests.drop(keep);
        onMade(made);
      }}
    />
  );
}
