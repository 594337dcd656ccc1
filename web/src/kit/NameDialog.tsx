/** Asks for one name: of a workspace, of a folder. What the server refuses is said where it was typed. */
import { useState } from 'react';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Field, Input } from '../ui';
import { FormDialog } from './FormDialog';
import { useSave } from './useSave';

export function NameDialog({
  title,
  name: before = '',
  hint,
  action,
  save: keep,
  onClose,
}: {
  title: string;
  name?: string;
  hint?: string;
  action: string;
  save: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const [name, setName] = useState(before);
  const save = useSave(keep, { onDone: onClose });
  return (
    <FormDialog
      title={title}
      width="s"
      save={save}
      onSubmit={() => name.trim() !== '' && save.send(name.trim())}
      onClose={onClose}
      action={action}
      refusal={null}
    >
      <Field
        label={t('kit.name')}
        hint={hint}
        error={save.error === null ? undefined : problemText(save.error)}
      >
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            value={name}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
