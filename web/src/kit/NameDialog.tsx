/** Asks for one name: of a workspace, of a folder. What the server refuses is said where it was typed. */
import { useState, type FormEvent } from 'react';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Button, Dialog, Field, Input } from '../ui';
import css from '../people/People.module.css';

export function NameDialog({
  title,
  name: before = '',
  hint,
  action,
  save,
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
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    setBusy(true);
    setRefused(undefined);
    try {
      await save(name.trim());
      onClose();
    } catch (error) {
      setRefused(problemText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} width="s">
      <form className={css['form']} onSubmit={(event) => void submit(event)}>
        <Field label={t('people.name')} hint={hint} error={refused}>
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
        <div className={css['buttons']}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
