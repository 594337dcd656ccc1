/** Dialogs: in the middle of the screen, a sheet from below on phones. The title is always read out first. */
import * as Radix from '@radix-ui/react-dialog';
import type { ReactNode } from 'react';
import { t } from '../i18n/core';
import { Button } from './Button';
import { cx } from './cx';
import css from './Dialog.module.css';

export function Dialog({
  open = true,
  onClose,
  title,
  description,
  width = 'm',
  footer,
  flush,
  children,
}: {
  /** Left out where the dialog is only drawn while it is open. */
  open?: boolean;
  /** By Escape, the cross, or a click beside it. */
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** s 400 px, m 520 px, l 640 px, xl 880 px. */
  width?: 's' | 'm' | 'l' | 'xl';
  footer?: ReactNode;
  /** No padding around the content. */
  flush?: boolean;
  children?: ReactNode;
}) {
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className={css['scrim']}>
          <Radix.Content
            className={cx(css['dialog'], css[width])}
            onOpenAutoFocus={focusContent}
            {...(description ? {} : { 'aria-describedby': undefined })}
          >
            <header className={css['head']}>
              <Radix.Title className={css['title']}>{title}</Radix.Title>
              <Radix.Close asChild>
                <Button variant="ghost" icon="x" className={css['close']} aria-label={t('app.close')} />
              </Radix.Close>
            </header>
            <div className={cx(css['body'], flush && css['flush'])}>
              {description && (
                <Radix.Description className={css['description']}>{description}</Radix.Description>
              )}
              {children}
            </div>
            {footer && <footer className={css['foot']}>{footer}</footer>}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Starts where the work is: in the content, else at the first button below, and only then at "close". */
function focusContent(event: Event) {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  const can = ':is(input, select, textarea, button, a[href], [tabindex="0"]):not(:disabled, [tabindex="-1"])';
  const target = dialog.querySelector<HTMLElement>(`:scope > div ${can}, :scope > footer ${can}`);
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** Asks once before something that cannot be undone. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  action,
  about,
  busy,
  onConfirm,
}: {
  open?: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  action: string;
  /** What it touches, below the sentence. */
  about?: ReactNode;
  busy?: boolean;
  onConfirm: () => void;
}) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={children}
      width="s"
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {about}
    </Dialog>
  );
}
