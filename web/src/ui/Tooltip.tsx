/**
 * A short name for what carries no words. Never the only place where something important stands. Inside a
 * TooltipProvider it is drawn by us, elsewhere (on reader pages, which stay light) by the browser.
 */
import { cloneElement, createContext, type ReactElement, use } from 'react';

export interface TooltipProps {
  readonly text: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactElement;
}

export const TooltipKit = createContext<((props: TooltipProps) => ReactElement) | null>(null);

export function Tooltip(props: TooltipProps) {
  const draw = use(TooltipKit);
  if (draw !== null) return draw(props);
  const named: { title: string } = { title: props.text };
  return cloneElement(props.children, named);
}
