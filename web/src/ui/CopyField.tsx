/** A value to take along: shown in full, selected on click, copied by its button. */
import { useRef, useState } from 'react';
import { copyText, selectText } from '../browser/clipboard';
import { t } from '../i18n/core';
import { Button } from './Button';
import css from './CopyField.module.css';

export function CopyField({
  value,
  label,
  mono,
  onCopied,
}: {
  value: string;
  label: string;
  mono?: boolean;
  /** Copied by the button, or by hand. */
  onCopied?: () => void;
}) {
  const [copied, setCopied] = useState(false);
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    const done = await copyText(value);
    setRefused(!done);
    if (!done) {
      if (field.current) selectText(field.current);
      return;
    }
    setCopied(true);
    onCopied?.();
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className={css['copy']}>
      <input
        ref={field}
        className={mono ? css['mono'] : undefined}
        readOnly
        value={value}
        aria-label={label}
        onFocus={(event) => event.target.select()}
        onCopy={onCopied}
      />
      <Button icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
        {copied ? t('app.copied') : t('app.copy')}
      </Button>
      <p className={css['refused']} role="status">
        {refused && t('app.copyByHand')}
      </p>
    </div>
  );
}
