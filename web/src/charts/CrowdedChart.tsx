/** A chart of series: where they are a crowd, with the button that shows all of them, or the largest again. */
import type { EChartsOption } from 'echarts';
import { useMemo, useState } from 'react';
import type { Answer } from './answer';
import type { DrawContext, Size } from './context';
import { MOST_SERIES } from './crowd';
import { EChart } from './EChart';
import { type Roles, seriesTable } from './series';
import type { Look } from './view';
import { wordsOf } from './words';
import css from './charts.module.css';

export function CrowdedChart({
  build,
  look,
  label,
  least,
  answer,
  roles,
}: {
  build: (ctx: DrawContext) => EChartsOption;
  look: Look;
  label: string;
  least?: (ctx: DrawContext) => Size;
  answer: Answer;
  roles: Roles;
}) {
  const [all, setAll] = useState(false);
  const count = useMemo(
    () => seriesTable(answer, roles, look.timeZone, look.locale).series.length,
    [answer, roles, look.timeZone, look.locale],
  );
  const words = wordsOf(look.locale);
  return (
    <div className={css['crowded']}>
      <EChart build={build} look={look} label={label} least={least} all={all} />
      {count > MOST_SERIES && (
        <button type="button" className={css['all']} aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? words.show_few : words.show_all.replace('{count}', String(count))}
        </button>
      )}
    </div>
  );
}
