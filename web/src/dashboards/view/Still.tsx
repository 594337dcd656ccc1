/** What stands in a widget until its answer is there: the server's drawing where it made one, else about its shape. */
import { useLayoutEffect, useRef, useState } from 'react';
import { paintedOf } from './painted';
import { WidgetSkeleton } from './WidgetSkeleton';

export function Still({ widget, kind }: { widget: string; kind: string }) {
  const [drawing] = useState(() => paintedOf(widget));
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (drawing !== undefined) place.current?.replaceChildren(drawing);
  }, [drawing]);
  return drawing === undefined ? (
    <WidgetSkeleton kind={kind} />
  ) : (
    <div ref={place} style={{ display: 'contents' }} />
  );
}
