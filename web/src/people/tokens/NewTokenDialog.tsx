/** Making an API token: a name, how far it reaches and until when; then its text, this once, with a line to try it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { base, userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { tokensQuery } from '../../api/queries';
import type { NewToken, NewTokenBody } from '../../api/types';
import { problemText } from '../../api/problemText';
import { useWorkspace, workspaceOptions } from '../../kit/workspace';
import { t } from '../../i18n';
import { Button, CopyField, Dialog, Field, Input, Notice, Select, Switch } from '../../ui';
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

/** So many days from now, to the second. */
function endAfter(days: number, now: number): string {
  return new Date(now + days * 86_400_000).toISOString();
}

function NameForm({ onMade, onCancel }: { onMade: (made: NewToken) => void; onCancel: () => void }) {
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const { all } = useWorkspace();
  const [readOnly, setReadOnly] = useState(false);
  const [workspace, setWorkspace] = useState('');
  const [days, setDays] = useState('');
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
    if (name.trim() !== '' && !make.isPending) {
      make.mutate({
        name: name.trim(),
        read_only: readOnly,
        ...(workspace === '' ? {} : { workspace }),
        ...(days === '' ? {} : { expires_at: endAfter(Number(days), Date.now()) }),
      });
    }
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
      <Switch
        label={t('tokens.readOnly')}
        hint={t('tokens.readOnlyHint')}
        checked={readOnly}
        onCheckedChange={setReadOnly}
      />
      <div className={css['pair']}>
        <Field label={t('tokens.workspace')} hint={t('tokens.workspaceHint')}>
          {(control) => (
            <Select
              {...control}
              value={workspace}
              onValueChange={setWorkspace}
              options={[{ value: '', label: t('tokens.everywhere') }, ...workspaceOptions(all)]}
            />
          )}
        </Field>
        <Field label={t('tokens.end')}>
          {(control) => (
            <Select
              {...control}
              value={days}
              onValueChange={setDays}
              options={[
                { value: '', label: t('tokens.never') },
                ...[7, 30, 90, 365].map((count) => ({
                  value: String(count),
                  label: t('tokens.after', { count }),
                })),
              ]}
            />
          )}
        </Field>
      </div>
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
