/** A mail that only shows whether mails go out. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../api/client';
import type { MailTested } from '../api/types';
import { useMe } from '../api/queries';
import { t } from '../i18n';
import { FormDialog } from '../kit/FormDialog';
import { useSave } from '../kit/useSave';
import { Field, Input } from '../ui';
import { outboxKey } from './queries';

export function TestMailDialog({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient();
  const me = useMe();
  const [typed, setTyped] = useState<string>();
  const to = (typed ?? me.data?.caller.user?.email ?? '').trim();
  const save = useSave((address: string) => userClient.post<MailTested>('/mail/test', { to: address }), {
    said: ({ sent }, address) => t(sent ? 'delivery.tested' : 'delivery.tested_kept', { to: address }),
    onDone: onClose,
    onSettled: () => cache.invalidateQueries({ queryKey: outboxKey }),
  });
  return (
    <FormDialog
      title={t('delivery.test')}
      description={t('delivery.test_hint')}
      save={save}
      onSubmit={() => save.send(to)}
      onClose={onClose}
      action={t('delivery.test_action')}
      icon="mail"
      ready={to !== ''}
    >
      <Field label={t('delivery.test_to')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            required
            maxLength={320}
            value={typed ?? to}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
