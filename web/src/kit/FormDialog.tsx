/**
 * A dialog that is a form: its fields, what was refused above them, and the two buttons. Closes by Escape, the cross or
 * Cancel; sends once at a time. What is sent, and what happens then, comes from `useSave`.
 */
import { useId, type ReactNode } from 'react';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Button, Buttons, Dialog, Form, Notice, type IconName } from '../ui';
import type { Saving } from './useSave';

export function FormDialog({
  title,
  description,
  width,
  save,
  onSubmit,
  onClose,
  action,
  icon,
  danger = false,
  ready = true,
  waiting = false,
  refusal,
  below = false,
  noValidate,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  width?: 's' | 'm' | 'l';
  save: Pick<Saving<never>, 'busy' | 'error'>;
  /** The fields are filled as the browser wants them, and nothing is on its way. */
  onSubmit: () => void;
  onClose: () => void;
  /** The word on the button that sends. */
  action: ReactNode;
  icon?: IconName;
  /** What is sent takes something away. */
  danger?: boolean;
  /** Something is still missing: nothing can be sent yet. */
  ready?: boolean;
  /** What the form needs to know is still on its way. */
  waiting?: boolean;
  /** Instead of the plain words for a refusal; null: they stand at their field already. */
  refusal?: ReactNode;
  /** The buttons stand below what scrolls. */
  below?: boolean;
  /** The form says itself what is missing. */
  noValidate?: boolean;
  children?: ReactNode;
}) {
  const form = useId();
  const buttons = (
    <>
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button
        type="submit"
        form={form}
        variant={danger ? 'danger' : 'primary'}
        disabled={!ready}
        busy={save.busy || waiting}
        {...(icon ? { icon } : {})}
      >
        {action}
      </Button>
    </>
  );
  return (
    <Dialog
      onClose={onClose}
      title={title}
      description={description}
      width={width}
      footer={below ? buttons : undefined}
    >
      <Form
        id={form}
        noValidate={noValidate}
        onSubmit={() => {
          if (ready && !waiting && !save.busy) onSubmit();
        }}
      >
        {save.error !== null &&
          (refusal === undefined ? <Notice tone="bad">{problemText(save.error)}</Notice> : refusal)}
        {children}
        {!below && <Buttons>{buttons}</Buttons>}
      </Form>
    </Dialog>
  );
}
