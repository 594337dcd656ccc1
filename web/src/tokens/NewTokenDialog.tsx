/** Making an API token: a name first, then its text, this once, with a line to try it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { base, userClient } from '../api/client';
import { ApiError } from '../api/problem';
import { tokensQuery } from '../api/queries';
import type { NewToken, NewTokenBody } from '../api/types';
import { problemText } from '../app/problemText';
import { t } from '../i18n';
import { Button, CopyField, Dialog, Field, Input, Notice } from '../ui';
import css from './TokensPage.module.css';

export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewToken | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made === null ? t('tokens.new') : t('tokens.made.title', { name: made.name })}
    >
      {made === null ? (
        <NameForm onMade={setMade} onCancel={onClose} />
      ) : (
        <Made made={made} onDone={onClose} />
      )}
    </Dialog>
  );
}

function NameForm({ onMade, onCancel }: { onMade: (made: NewToken) => void; onCancel: () => void }) {
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: (body: NewTokenBody) => userClient.post<NewToken>('/tokens', body),
    onSuccess: (made) => {
      onMade(made);
      void cache.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  const refused = make.error instanceof ApiError ? make.error.at('/name') : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && !make.isPending) make.mutate({ name: name.trim() });
  };
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      <Field
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        error={refused ?? (tried && name.trim() === '' ? t('tokens.nameNeeded') : undefined)}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            placeholder={t('tokens.nameExample')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <p className={css['quiet']}>{t('tokens.rights')}</p>
      {make.isError && refused === undefined && <Notice tone="bad">{problemText(make.error)}</Notice>}
      <div className={css['buttons']}>
        <Button onClick={onCancel}>{t('app.cancel')}</Button>
        <Button type="submit" variant="primary" icon="key" busy={make.isPending}>
          {t('tokens.create')}
        </Button>
      </div>
    </form>
  );
}

function Made({ made, onDone }: { made: NewToken; onDone: () => void }) {
  const call = `curl -H "Authorization: Bearer ${made.token}" ${location.origin}${base}/auth/me`;
  return (
    <div className={css['form']}>
      <p role="status">{t('tokens.made.once')}</p>
      <CopyField value={made.token} label={t('tokens.made.token')} mono />
      <div className={css['try']}>
        <p className={css['quiet']}>{t('tokens.made.try')}</p>
        <CopyField value={call} label={t('tokens.made.call')} mono />
      </div>
      <div className={css['buttons']}>
        <Button variant="primary" onClick={onDone}>
          {t('tokens.made.done')}
        </Button>
      </div>
    </div>
  );
}
