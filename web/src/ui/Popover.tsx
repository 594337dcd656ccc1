/** Something small that floats beside its button and takes input. For lists of commands use Menu. */
import type { ReactElement, ReactNode } from 'react';
import { FirstOpen } from './FirstOpen';

export interface PopoverProps {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly align?: 'start' | 'center' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

const load = () => import('./PopoverFloat');

export function Popover(props: PopoverProps) {
  return (
    <FirstOpen
      trigger={props.trigger}
      popup="dialog"
      open={props.open}
      onOpen={props.onOpenChange}
      load={load}
    >
      {({ PopoverFloat }) => <PopoverFloat {...props} />}
    </FirstOpen>
  );
}
