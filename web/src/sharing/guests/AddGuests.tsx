/** More guests for a share that is there: only they get a mail. */
import { useState } from 'react';
import { ApiError } from '../../api/problem';
import { problemText } from '../../api/problemText';
import type { AddedRecipients } from '../../api/types';
import { t } from '../../i18n/core';
import { Button, useToast } from '../../ui';
import { AddressField } from './AddressField';
import { written } from './addresses';
import { useAddresses } from './useAddresses';
import css from './Guests.module.css';

export function AddGuests({
  add,
  onDone,
}: {
  /** Throws what the server refused. */
  add: (addresses: readonly string[]) => Promise<AddedRecipients>;
  onDone?: () => void;
}) {
  const field = useAddresses();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const said = await field.settle();
      if (said === null) return;
      if (said.refused.length > 0) return field.setError(t('guests.problem_refused_left'));
      // Whole domains belong to the share's terms: they are changed there.
      if (said.domains.length > 0) return field.setError(t('guests.problem_domain_here'));
      if (said.taken.length === 0) return field.setError(t('guests.problem_need_guests'));
      const { added, already } = await add(said.taken.map(written));
      const words = [
        t('guests.added', { count: added.length }),
        ...(already.length > 0 ? [t('guests.already', { count: already.length })] : []),
      ];
      toast({ kind: 'good', text: words.join(' ') });
      field.clear();
      onDone?.();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      field.setError(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const { length: size } = field.state.taken;
  return (
    <form
      className={css['add']}
      aria-label={t('guests.add')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <AddressField field={field} autoFocus />
      <div className={css['buttons']}>
        {onDone && <Button onClick={onDone}>{t('app.cancel')}</Button>}
        <Button type="submit" variant="primary" icon="mail" busy={busy}>
          {size > 0 ? t('guests.invite_count', { count: size }) : t('guests.invite')}
        </Button>
      </div>
    </form>
  );
}
