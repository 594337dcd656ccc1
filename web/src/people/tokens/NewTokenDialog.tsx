/** Making an API token: a name, how far it reaches and until when; then its text, this once, with a line to try it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { base, userClient } from '../../api/client';
import { tokensQuery } from '../../api/queries';
import type { NewToken, NewTokenBody } from '../../api/types';
import { useWorkspace, workspaceOptions } from '../../kit/workspace';
import { t } from '../../i18n';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Button, Buttons, CopyField, Dialog, Field, Input, Pair, Select, Stack, Switch } from '../../ui';
import css from './TokensPage.module.css';

export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewToken | null>(null);
  if (made === null) return <Fields onMade={setMade} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title={t('people.tokens.made.title', { name: made.name })}>
      <Made made={made} onDone={onClose} />
    </Dialog>
  );
}

/** So many days from now, to the second. */
function endAfter(days: number, now: number): string {
  return new Date(now + days * 86_400_000).toISOString();
}

function Fields({ onMade, onClose }: { onMade: (made: NewToken) => void; onClose: () => void }) {
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const { all, current } = useWorkspace();
  // As little as most programs need; more is said.
  const [readOnly, setReadOnly] = useState(true);
  const [chosen, setWorkspace] = useState<string | null>(null);
  const [days, setDays] = useState('90');
  const workspace = chosen ?? current?.id ?? '';
  const [tried, setTried] = useState(false);
  const make = useSave((body: NewTokenBody) => userClient.post<NewToken>('/tokens', body), {
    onDone: (made) => {
      onMade(made);
      void cache.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  const refused = make.at('/name');
  const submit = () => {
    setTried(true);
    if (name.trim() === '') return;
    make.send({
      name: name.trim(),
      read_only: readOnly,
      ...(workspace === '' ? {} : { workspace }),
      ...(days === '' ? {} : { expires_at: endAfter(Number(days), Date.now()) }),
    });
  };
  return (
    <FormDialog
      title={t('people.tokens.new')}
      save={make}
      onSubmit={submit}
      onClose={onClose}
      action={t('people.tokens.create')}
      icon="key"
      refusal={refused === undefined ? undefined : null}
      noValidate
    >
      <Field
        label={t('people.tokens.name')}
        hint={t('people.tokens.nameHint')}
        error={refused ?? (tried && name.trim() === '' ? t('people.tokens.nameNeeded') : undefined)}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            placeholder={t('people.tokens.nameExample')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Switch
        label={t('people.tokens.readOnly')}
        hint={t('people.tokens.readOnlyHint')}
        checked={readOnly}
        onCheckedChange={setReadOnly}
      />
      <Pair>
        <Field label={t('people.tokens.workspace')} hint={t('people.tokens.workspaceHint')}>
          {(control) => (
            <Select
              {...control}
              value={workspace}
              onValueChange={setWorkspace}
              options={[{ value: '', label: t('people.tokens.everywhere') }, ...workspaceOptions(all)]}
            />
          )}
        </Field>
        <Field label={t('people.tokens.end')}>
          {(control) => (
            <Select
              {...control}
              value={days}
              onValueChange={setDays}
              options={[
                { value: '', label: t('people.tokens.never') },
                ...[7, 30, 90, 365].map((count) => ({
                  value: String(count),
                  label: t('people.tokens.after', { count }),
                })),
              ]}
            />
          )}
        </Field>
      </Pair>
      <p className={css['quiet']}>{t('people.tokens.rights')}</p>
    </FormDialog>
  );
}

function Made({ made, onDone }: { made: NewToken; onDone: () => void }) {
  const call = `curl -H "Authorization: Bearer ${made.token}" ${location.origin}${base}/auth/me`;
  return (
    <Stack>
      <p role="status">{t('people.tokens.made.once')}</p>
      <CopyField value={made.token} label={t('people.tokens.made.token')} mono />
      <div className={css['try']}>
        <p className={css['quiet']}>{t('people.tokens.made.try')}</p>
        <CopyField value={call} label={t('people.tokens.made.call')} mono />
      </div>
      <Buttons>
        <Button variant="primary" onClick={onDone}>
          {t('people.tokens.made.done')}
        </Button>
      </Buttons>
    </Stack>
  );
}
