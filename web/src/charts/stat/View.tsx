/** The stat in the browser. The number grows with its widget; a value that changes fades its ground once. */
import type { CSSProperties } from 'react';
import { readOptions } from '../spec';
import { useFlash } from '../useFlash';
import type { ViewProps } from '../view';
import { statLayout } from './layout';
import { statSpec } from './spec';
import css from './stat.module.css';

/** How wide a value is, in letters of its size: its unit is half as large. The size follows, so that no figure is cut. */
function letters(text: string, unit: string): number {
  return Math.max(1, text.length + (unit === '' ? 0 : (unit.length + 1) / 2));
}

export default function StatView({ options, answer, look }: ViewProps) {
  const layout = statLayout(readOptions(statSpec, options), answer, {
    ...look,
    size: { width: 0, height: 0 },
  });
  const flash = useFlash(layout.text);
  if (layout.empty) return <p className={css['empty']}>{layout.text}</p>;
  const { sparkline, comparison } = layout;
  const line = sparkline?.points
    .map(([x, y]) => `${(x * 100).toFixed(2)} ${(4 + y * 32).toFixed(2)}`)
    .join('L');
  return (
    <div className={css['stat']}>
      <div className={css['words']}>
        <p
          key={flash}
          title={layout.text}
          style={{ '--letters': letters(layout.text, layout.unit) } as CSSProperties}
          className={`${css['value']} ${css[layout.tone]} ${flash > 0 ? css['flash'] : ''}`}
        >
          {layout.unit_before && <span className={css['before']}>{layout.unit}</span>}
          {layout.text}
          {!layout.unit_before && layout.unit !== '' && <span className={css['unit']}>{layout.unit}</span>}
        </p>
        <p className={css['below']}>
          {comparison !== null && (
            <span className={css['comparison']}>
              <span className={`${css['change']} ${css[comparison.tone]}`}>{comparison.text}</span>{' '}
              {comparison.caption}
            </span>
          )}
          {layout.caption !== '' && <span className={css['caption']}>{layout.caption}</span>}
        </p>
      </div>
      {line !== undefined && (
        <svg className={css['spark']} viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
          <path d={`M${line}L100 40L0 40Z`} className={css['sparkFill']} />
          <path d={`M${line}`} className={css['sparkLine']} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
    </div>
  );
}
