/** When the access of one guest ends. */
import { useState } from 'react';
import type { Recipient } from '../../api/types';
import { t } from '../../i18n/core';
import { ownZone, toInstant, wallOf } from '../../i18n/instant';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { newTerms } from './terms';
import { EndField } from './TermsFields';

export function EndDialog({
  guest,
  change,
  onClose,
}: {
  guest: Recipient;
  /** Null: with the share. Throws what the server refused. */
  change: (at: string | null) => Promise<void>;
  onClose: () => void;
}) {
  const [zone] = useState(ownZone);
  const [draft, setDraft] = useState(() => {
    const set = guest.expires_at ? wallOf(guest.expires_at, zone) : null;
    const { date, time } = set ?? newTerms(zone, new Date(), 30);
    return { ends: set ? ('at' as const) : ('share' as const), date, time };
  });
  const [tried, setTried] = useState(false);
  const save = useSave(change, {
    said: () => t('guests.done_end', { address: guest.shown }),
    onDone: onClose,
  });
  const at = draft.ends === 'at' ? toInstant(draft.date, draft.time, zone) : null;
  const problem =
    draft.ends === 'share'
      ? undefined
      : at === null
        ? 'bad_end'
        : Date.parse(at) <= Date.now()
          ? 'past_end'
          : undefined;
  return (
    <FormDialog
      title={t('guests.end_title', { address: guest.shown })}
      save={save}
      onSubmit={() => {
        setTried(true);
        if (problem === undefined) save.send(at);
      }}
      onClose={onClose}
      action={t('sharing.save')}
      noValidate
    >
      <EndField
        label={t('guests.ends')}
        at={draft.ends === 'at' ? draft : null}
        zone={zone}
        error={tried && problem !== undefined ? t(`guests.problem_${problem}`) : undefined}
        set={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
    </FormDialog>
  );
}
