/** Short messages that come and go, read out politely. An action (undo) may ride along; hovering or focusing them holds them. */
import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import { t } from '../i18n/core';
import { Icon } from './Icon';
import css from './Toast.module.css';

export type ToastMessage = {
  text: ReactNode;
  kind?: 'info' | 'good' | 'bad';
  action?: { label: string; onSelect: () => void };
};
type Shown = ToastMessage & { id: number };

const Context = createContext<(message: ToastMessage) => void>(() => {});
/** The function that shows a message. */
export const useToast = () => use(Context);

/** How long a message stays, ms; longer where there is something to decide or to worry about. */
const STAY = 4000;
const STAY_LONGER = 8000;
/** Messages on the screen at once. */
const MOST = 3;

let next = 1;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const [held, setHeld] = useState(false);
  const show = useCallback((message: ToastMessage) => {
    setShown((before) => [...before.slice(1 - MOST), { ...message, id: next++ }]);
  }, []);
  const drop = useCallback((id: number) => {
    setShown((before) => before.filter((one) => one.id !== id));
    setHeld(false);
  }, []);
  return (
    <Context value={show}>
      {children}
      {/* Always there: a live region that comes with its first message is not read out. */}
      <section className={css['viewport']} aria-label={t('app.notifications')} aria-live="polite">
        {shown.map((message) => (
          <Toast key={message.id} message={message} held={held} onHold={setHeld} onGone={drop} />
        ))}
      </section>
    </Context>
  );
}

function Toast({
  message,
  held,
  onHold,
  onGone,
}: {
  message: Shown;
  held: boolean;
  onHold: (held: boolean) => void;
  onGone: (id: number) => void;
}) {
  const { id, action, kind } = message;
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => onGone(id), action || kind === 'bad' ? STAY_LONGER : STAY);
    return () => clearTimeout(timer);
  }, [held, id, action, kind, onGone]);
  return (
    // Holding is a convenience of the pointer; the buttons inside are what is operated.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={css['toast']}
      role={kind === 'bad' ? 'alert' : undefined}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
      // A dialog below must not take a click here for one outside of it.
      onPointerDown={(event) => event.stopPropagation()}
    >
      {(kind === 'good' || kind === 'bad') && (
        <span className={css[kind]}>
          <Icon name={kind === 'good' ? 'check' : 'alert'} />
        </span>
      )}
      <div className={css['text']}>{message.text}</div>
      {action && (
        <button
          type="button"
          className={css['action']}
          onClick={() => {
            onGone(id);
            action.onSelect();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className={css['close']} aria-label={t('app.close')} onClick={() => onGone(id)}>
        <Icon name="x" size={14} />
      </button>
    </div>
  );
}
