/** A value to take along: shown in full, selected on click, copied by its button. */
import { useState } from 'react';
import { t } from '../i18n/core';
import { Button } from './Button';
import css from './CopyField.module.css';

/** Copies, also where the clipboard needs a user's click; false when the browser refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function CopyField({ value, label, mono }: { value: string; label: string; mono?: boolean }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={css['copy']}>
      <input
        className={mono ? css['mono'] : undefined}
        readOnly
        value={value}
        aria-label={label}
        onFocus={(event) => event.target.select()}
      />
      <Button
        icon={copied ? 'check' : 'copy'}
        onClick={async () => {
          if (!(await copyText(value))) return;
          setCopied(true);
          setTimeout(() => setCopied(false), 2000);
        }}
      >
        {copied ? t('app.copied') : t('app.copy')}
      </Button>
    </div>
  );
}
