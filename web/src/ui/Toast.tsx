/** Short messages that come and go, read out politely. An action (undo) may ride along. */
import * as Radix from '@radix-ui/react-toast';
import { createContext, use, useCallback, useState, type ReactNode } from 'react';
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

let next = 1;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setShown((before) => [...before.slice(-2), { ...message, id: next++ }]);
  }, []);
  const drop = (id: number) => setShown((before) => before.filter((one) => one.id !== id));
  return (
    <Context value={show}>
      <Radix.Provider label={t('app.notifications')} duration={5000} swipeDirection="down">
        {children}
        {shown.map((message) => (
          <Radix.Root
            key={message.id}
            className={css['toast']}
            type={message.kind === 'bad' ? 'foreground' : 'background'}
            duration={message.action || message.kind === 'bad' ? 8000 : 4000}
            onOpenChange={(open) => !open && drop(message.id)}
          >
            {message.kind === 'good' && (
              <span className={css['good']}>
                <Icon name="check" />
              </span>
            )}
            {message.kind === 'bad' && (
              <span className={css['bad']}>
                <Icon name="alert" />
              </span>
            )}
            <Radix.Description className={css['text']}>{message.text}</Radix.Description>
            {message.action && (
              <Radix.Action asChild altText={message.action.label}>
                <button type="button" className={css['action']} onClick={message.action.onSelect}>
                  {message.action.label}
                </button>
              </Radix.Action>
            )}
            <Radix.Close className={css['close']} aria-label={t('app.close')}>
              <Icon name="x" size={14} />
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className={css['viewport']} />
      </Radix.Provider>
    </Context>
  );
}
