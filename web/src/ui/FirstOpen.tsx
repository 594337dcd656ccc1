/**
 * A button whose floating part is loaded when it is first wanted: hovering or focusing it fetches the code, the first
 * click opens it. Popovers and menus are built on it, so that a page which is only read never loads them. Draws
 * nothing itself but the button.
 */
import { cloneElement, type ReactElement, type ReactNode, useEffect, useState } from 'react';

type Attributes = Record<string, unknown>;

export function FirstOpen<Kit>({
  trigger,
  popup,
  open,
  onOpen,
  load,
  children,
}: {
  trigger: ReactElement;
  popup: 'menu' | 'dialog';
  /** Wanted open from outside, too. */
  open?: boolean | undefined;
  /** The code is there, and what it draws is about to open. */
  onOpen?: ((open: boolean) => void) | undefined;
  load: () => Promise<Kit>;
  /** The floating part with its button, open from the start. */
  children: (kit: Kit) => ReactNode;
}) {
  const [kit, setKit] = useState<Kit | null>(null);
  // Away from the network nothing opens; the next click tries again.
  const fetchKit = () => load().catch(() => null);
  const start = async () => {
    const loaded = await fetchKit();
    if (loaded === null) return;
    setKit(() => loaded);
    onOpen?.(true);
  };
  useEffect(() => {
    if (open === true && kit === null) void fetchKit().then((loaded) => setKit(() => loaded));
  });
  if (kit !== null) return children(kit);
  const onDemand: Attributes = {
    'aria-haspopup': popup,
    'aria-expanded': false,
    onPointerEnter: () => void fetchKit(),
    onFocus: () => void fetchKit(),
    onClick: () => void start(),
    onKeyDown: (event: KeyboardEvent) => {
      if (popup !== 'menu' || event.key !== 'ArrowDown') return;
      event.preventDefault();
      void start();
    },
  };
  return cloneElement(trigger, onDemand);
}
