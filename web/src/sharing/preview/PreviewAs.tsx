/** As whom an embed is looked at: its site would say this of the reader, and its rules read it. */
import { useState } from 'react';
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import { FormDialog } from '../../kit/FormDialog';
import { Field, Input } from '../../ui';
import { attributesRead } from './attributes';
import { usePreview } from './usePreview';

export function PreviewAs({ share, onClose }: { share: Share; onClose: () => void }) {
  const preview = usePreview();
  const names = attributesRead(share.rows);
  const [said, setSaid] = useState<Record<string, string>>({});
  const values = names.map((name): [string, string[]] => [
    name,
    (said[name] ?? '')
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== ''),
  ]);
  return (
    <FormDialog
      title={t('sharing.preview_as', { title: share.title || t('sharing.list.untitled') })}
      description={t('sharing.preview_as_hint')}
      save={{ busy: preview.busy, error: null }}
      ready={values.every(([, given]) => given.length > 0)}
      onSubmit={() => void preview.ofShare(share, Object.fromEntries(values)).then(onClose)}
      onClose={onClose}
      icon="eye"
      action={t('sharing.preview')}
    >
      {names.map((name, index) => (
        <Field key={name} label={name} hint={index === 0 ? t('sharing.rule_list') : undefined}>
          {(control) => (
            <Input
              {...control}
              autoFocus={index === 0}
              autoComplete="off"
              value={said[name] ?? ''}
              onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </FormDialog>
  );
}
