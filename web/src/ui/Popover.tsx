/** Something small that floats beside its button and takes input. For lists of commands use Menu. */
import type { ReactNode } from 'react';
import { FirstOpen } from './FirstOpen';
import type { PopoverProps } from './popoverProps';

const float = () => import('./PopoverFloat');

export function Popover(props: PopoverProps) {
  return (
    <FirstOpen
      trigger={props.trigger}
      popup="dialog"
      open={props.open}
      onOpen={props.onOpenChange}
      load={float}
    >
      {({ PopoverFloat }) => <PopoverFloat {...props} />}
    </FirstOpen>
  );
}

/** The same where what stands in it is code of some size: `load` brings it along when the popover first opens. */
export function PopoverOf<Content>({
  load,
  children,
  ...props
}: Omit<PopoverProps, 'children'> & {
  readonly load: () => Promise<Content>;
  readonly children: (content: Content) => ReactNode;
}) {
  return (
    <FirstOpen
      trigger={props.trigger}
      popup="dialog"
      open={props.open}
      onOpen={props.onOpenChange}
      load={() => Promise.all([float(), load()])}
    >
      {([{ PopoverFloat }, content]) => <PopoverFloat {...props}>{children(content)}</PopoverFloat>}
    </FirstOpen>
  );
}
