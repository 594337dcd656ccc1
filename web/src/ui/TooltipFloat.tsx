/** The product's own tooltips, for everything inside the provider. The app has them; reader pages do without. */
import * as Radix from '@radix-ui/react-tooltip';
import type { ReactNode } from 'react';
import { TooltipKit, type TooltipProps } from './Tooltip';
import css from './Tooltip.module.css';

function TooltipFloat({ text, side, children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={css['tip']} side={side ?? 'bottom'} sideOffset={6} collisionPadding={8}>
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const draw = (props: TooltipProps) => <TooltipFloat {...props} />;

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <TooltipKit value={draw}>
      <Radix.Provider delayDuration={350}>{children}</Radix.Provider>
    </TooltipKit>
  );
}
