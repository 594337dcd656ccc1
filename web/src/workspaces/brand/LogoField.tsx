/** The logo of a workspace: another file, or none of its own. What is no picture is said before it is sent where that can be seen. */
import { useRef, useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { problemText } from '../../api/problemText';
import type { Workspace } from '../../api/types';
import { t } from '../../i18n';
import { useSave } from '../../kit/useSave';
import { Button, Field } from '../../ui';
import css from './BrandSection.module.css';

/** As the server keeps it (docs/limits.md). */
const BYTES = 200 << 10;
const KINDS = ['image/png', 'image/jpeg', 'image/webp'];

function refusal(error: unknown): string | undefined {
  if (error === null) return undefined;
  if (!(error instanceof ApiError)) return problemText(error);
  if (error.code === 'too_large') return t('workspaces.brand.logoTooLarge');
  return error.code === 'invalid' ? t('workspaces.brand.logoWrong') : problemText(error);
}

export function LogoField({
  workspace,
  own,
  from,
  may,
  onChanged,
}: {
  workspace: Workspace;
  /** It has one of its own. */
  own: boolean;
  /** Where the one comes from that it shows instead. */
  from: string | undefined;
  may: boolean;
  onChanged: () => Promise<unknown>;
}) {
  const path = `/workspaces/${workspace.id}/brand/logo`;
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<string>();
  const options = {
    said: () => t('workspaces.brand.saved', { name: workspace.name }),
    onSettled: onChanged,
  };
  const put = useSave((file: File) => userClient.raw('PUT', path, file), options);
  const remove = useSave(() => userClient.delete(path), { ...options, failsInToast: true });
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    const large = file.size > BYTES ? t('workspaces.brand.logoTooLarge') : undefined;
    const other = KINDS.includes(file.type) ? large : t('workspaces.brand.logoWrong');
    setWrong(other);
    if (other === undefined) put.send(file);
  };
  return (
    <Field
      label={t('workspaces.brand.logo')}
      hint={
        from === undefined ? t('workspaces.brand.logoHint') : `${from}. ${t('workspaces.brand.logoHint')}`
      }
      error={wrong ?? refusal(put.error)}
    >
      {(control) => (
        <span className={css['buttons']}>
          <input
            {...control}
            ref={input}
            type="file"
            className="visually-hidden"
            tabIndex={-1}
            accept={KINDS.join(',')}
            disabled={!may}
            onChange={(event) => {
              choose(event.target.files?.[0]);
              // The same file again is another try.
              event.target.value = '';
            }}
          />
          <Button icon="upload" busy={put.busy} disabled={!may} onClick={() => input.current?.click()}>
            {t('workspaces.brand.logoChoose')}
          </Button>
          {own && may && (
            <Button icon="trash" busy={remove.busy} onClick={() => remove.send()}>
              {t('workspaces.brand.logoRemove')}
            </Button>
          )}
        </span>
      )}
    </Field>
  );
}
