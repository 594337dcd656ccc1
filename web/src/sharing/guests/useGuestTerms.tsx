/** Of the form that changes a share: what only guests' shares have. */
import { useState } from 'react';
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import { Field, Input } from '../../ui';
import type { Audience } from '../terms/audience';
import { audienceChanges, domainsOf } from './terms';
import { CapField, MessageField } from './TermsFields';

/** Nothing for other kinds. */
export function useGuestTerms(opened: Share): Audience | undefined {
  const [share] = useState<Share>(opened);
  const [said, setSaid] = useState(() => ({
    message: share.message ?? '',
    domains: (share.domains ?? []).join(', '),
    cap: String(share.domain_cap ?? 50),
  }));
  if (share.kind !== 'guests') return undefined;
  const set = (part: Partial<typeof said>) => setSaid((before) => ({ ...before, ...part }));
  const { patch, badCap } = audienceChanges(share, said);
  return {
    more: (
      <>
        <MessageField value={said.message} onValue={(message) => set({ message })} />
        <Field label={t('guests.domains')} optional={t('app.optional')} hint={t('guests.domains_hint')}>
          {(control) => (
            <Input
              {...control}
              autoCapitalize="none"
              spellCheck={false}
              placeholder="united.example"
              value={said.domains}
              onChange={(event) => set({ domains: event.target.value })}
            />
          )}
        </Field>
        {domainsOf(said.domains).length > 0 && (
          <CapField
            value={said.cap}
            error={badCap ? t('guests.problem_bad_cap') : undefined}
            onValue={(cap) => set({ cap })}
          />
        )}
      </>
    ),
    // The addresses of a share that is there are not part of its terms.
    body: { kind: 'guests', addresses: [], domains: domainsOf(said.domains) },
    patch,
    faulty: badCap,
    settle: async () => (badCap ? null : {}),
    proves: true,
  };
}
