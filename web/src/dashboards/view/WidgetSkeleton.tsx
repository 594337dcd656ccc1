/** What stands in a widget until its first answer: about the shape of what will come, so that nothing jumps. */
import css from './Widget.module.css';

const BARS = [62, 84, 45, 70, 92, 38, 58, 76];

export function WidgetSkeleton({ kind }: { kind: string }) {
  if (kind === 'stat') {
    return (
      <div className={css['skStat']} aria-hidden="true">
        <span className={css['sk']} />
        <span className={css['sk']} />
      </div>
    );
  }
  if (kind === 'table') {
    return (
      <div className={css['skRows']} aria-hidden="true">
        {BARS.slice(0, 6).map((width) => (
          <span key={width} className={css['sk']} style={{ width: `${width}%` }} />
        ))}
      </div>
    );
  }
  if (kind === 'pie') {
    return (
      <div className={css['skRing']} aria-hidden="true">
        <span className={css['sk']} />
      </div>
    );
  }
  return (
    <div className={css['skBars']} aria-hidden="true">
      {BARS.map((height) => (
        <span key={height} className={css['sk']} style={{ height: `${height}%` }} />
      ))}
    </div>
  );
}
