/** The page until its document is there; on reader pages until its texts are there, too. */
import { tMaybe } from '../../i18n/core';
import { Skeleton } from '../../ui/Bits';
import { isPainted } from './painted';
import { WidgetFrame } from './WidgetFrame';
import { WidgetSkeleton } from './WidgetSkeleton';
import css from './Dashboard.module.css';

const SHAPES = [
  { kind: 'stat', x: 1, y: 1, w: 4, h: 3 },
  { kind: 'stat', x: 5, y: 1, w: 4, h: 3 },
  { kind: 'stat', x: 9, y: 1, w: 4, h: 3 },
  { kind: 'bar', x: 1, y: 4, w: 8, h: 6 },
  { kind: 'table', x: 9, y: 4, w: 4, h: 6 },
];

export function PageSkeleton() {
  // What the server has drawn says more than grey shapes.
  if (isPainted()) return null;
  return (
    <div className={css['page']} role="status" aria-label={tMaybe('view.loading', '…')}>
      <div className={css['bar']}>
        <Skeleton width={220} height={24} />
      </div>
      <div className={css['grid']}>
        {SHAPES.map((s) => (
          <div
            key={`${s.x} ${s.y}`}
            className={css['cell']}
            style={
              {
                '--x': s.x,
                '--y': s.y,
                '--w': s.w,
                '--h': s.h,
                '--phone-span': 2,
                '--phone-height': '180px',
              } as React.CSSProperties
            }
          >
            <WidgetFrame>
              <WidgetSkeleton kind={s.kind} />
            </WidgetFrame>
          </div>
        ))}
      </div>
    </div>
  );
}
