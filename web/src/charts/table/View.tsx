/** The table in the browser: sorts by a click on the head, draws only the rows in sight. */
import { useMemo, useRef, useState } from 'react';
import type { Answer } from '../answer';
import { compareNumbers } from '../exact';
import { durationSeconds } from '../format';
import { measure } from '../measure';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { type TableCell, type TableLayout, tableLayout } from './layout';
import { tableSpec } from './spec';
import { useWidth, useWindow } from './useWindow';
import { columnWidths } from './widths';
import css from './table.module.css';

const ROW = 31;

interface Sort {
  readonly column: number;
  readonly desc: boolean;
}

/** Order of the rows under a sort: numbers by size, text by the locale, nothing last. */
export function sortedRows(answer: Answer, layout: TableLayout, sort: Sort | null, locale: string): number[] {
  const order = layout.rows.map((_, i) => i);
  const column = sort === null ? undefined : layout.columns[sort.column];
  if (sort === null || column === undefined) return order;
  const numeric = ['int', 'float', 'decimal', 'duration'].includes(column.type);
  const collator = new Intl.Collator(locale, { numeric: true });
  const value = (i: number): unknown => answer.rows[i]?.[column.source] ?? null;
  return order.sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
    const by = numeric
      ? column.type === 'duration'
        ? (durationSeconds(x) ?? 0) - (durationSeconds(y) ?? 0)
        : compareNumbers(x, y)
      : collator.compare(String(x), String(y));
    return (sort.desc ? -by : by) || a - b;
  });
}

export default function TableView({ title, options, answer, look }: ViewProps) {
  const layout = useMemo(
    () =>
      tableLayout(readOptions(tableSpec, options), answer, {
        ...look,
        size: { width: 0, height: 0 },
        measure,
      }),
    [options, answer, look],
  );
  const [sort, setSort] = useState<Sort | null>(null);
  const order = useMemo(
    () => sortedRows(answer, layout, sort, look.locale),
    [answer, layout, sort, look.locale],
  );
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = useWindow(box, ROW, order.length);
  const width = useWidth(box, layout.empty === null);
  if (layout.empty !== null) return <p className={css['empty']}>{layout.empty}</p>;
  const above = first * ROW;
  const below = (order.length - end) * ROW;
  const widths = columnWidths(layout.columns, width);
  const total = widths.reduce((sum, one) => sum + one, 0);
  const turn = (column: number) =>
    setSort((old) =>
      old?.column !== column
        ? { column, desc: layout.columns[column]?.align === 'right' }
        : old.desc === (layout.columns[column]?.align === 'right')
          ? { column, desc: !old.desc }
          : null,
    );
  return (
    <div className={css['frame']}>
      <div ref={box} className={css['scroll']} tabIndex={0} role="region" aria-label={title}>
        <table
          className={css['table']}
          style={{ minWidth: Math.min(2400, total) }}
          aria-rowcount={order.length + 1}
        >
          <colgroup>
            {layout.columns.map((c, i) => (
              <col key={c.source} style={{ width: `${((widths[i] ?? 0) / total) * 100}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {layout.columns.map((c, i) => (
                <th
                  key={c.source}
                  className={css[c.align]}
                  scope="col"
                  aria-sort={sort?.column === i ? (sort.desc ? 'descending' : 'ascending') : undefined}
                >
                  <button type="button" className={css['head']} onClick={() => turn(i)}>
                    {c.label}
                    {c.unit !== '' && <span className={css['unit']}>{c.unit}</span>}
                    <span className={css['sort']} aria-hidden="true">
                      {sort?.column === i ? (sort.desc ? '↓' : '↑') : ''}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && (
              <tr aria-hidden="true">
                <td className={css['gap']} style={{ height: above }} colSpan={layout.columns.length} />
              </tr>
            )}
            {order.slice(first, end).map((source, i) => (
              <tr key={first + i} aria-rowindex={first + i + 2}>
                {(layout.rows[source] ?? []).map((cell, c) => (
                  <Cell
                    key={layout.columns[c]?.source}
                    cell={cell}
                    align={layout.columns[c]?.align ?? 'left'}
                    colour={layout.bar_colour}
                  />
                ))}
              </tr>
            ))}
            {below > 0 && (
              <tr aria-hidden="true">
                <td className={css['gap']} style={{ height: below }} colSpan={layout.columns.length} />
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {layout.note !== null && <p className={css['note']}>{layout.note}</p>}
    </div>
  );
}

function Cell({
  cell,
  align,
  colour,
}: {
  cell: TableCell;
  align: 'left' | 'right' | 'center';
  colour: string;
}) {
  const text =
    cell.href === undefined ? (
      cell.text
    ) : (
      <a href={cell.href} target="_blank" rel="noopener noreferrer">
        {cell.text}
      </a>
    );
  return (
    <td
      className={css[align]}
      style={cell.colour === undefined ? undefined : { color: cell.colour, fontWeight: 600 }}
    >
      {cell.bar === undefined ? (
        text
      ) : (
        <span className={css['barred']}>
          <span className={css['track']}>
            <span
              className={css['bar']}
              style={{ width: `${cell.bar * 100}%`, background: cell.colour ?? colour }}
            />
          </span>
          <span className={css['barText']}>{text}</span>
        </span>
      )}
    </td>
  );
}
