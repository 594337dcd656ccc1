/**
 * What is shown once and never again: leaving it uncopied asks first. Copying by the button, by the keyboard or by the
 * browser's own menu all count.
 */
import { useState, type ReactNode } from 'react';
import { t } from '../../i18n/core';
import { ConfirmDialog } from '../../ui';

export function useOnce(shown: boolean): {
  onCopied: () => void;
  /** Does what leaves, or asks before. */
  leave: (act: () => void) => void;
  question: ReactNode;
  /** Something else is shown now. */
  anew: () => void;
} {
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState<(() => void) | null>(null);
  return {
    onCopied: () => setCopied(true),
    leave: (act) => (shown && !copied ? setAsked(() => act) : act()),
    anew: () => setCopied(false),
    question: (
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t('sharing.uncopied_title')}
        action={t('sharing.uncopied_action')}
        onConfirm={() => {
          setAsked(null);
          asked?.();
        }}
      >
        {t('sharing.uncopied_text')}
      </ConfirmDialog>
    ),
  };
}
