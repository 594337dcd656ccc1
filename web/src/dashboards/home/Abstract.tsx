/**
 * A small abstract picture of a dashboard, drawn from the kinds of its widgets only: it tells dashboards apart and
 * gives no data away. Not a preview of real values; the same dashboard always looks the same.
 */
import type { CSSProperties, ReactNode } from 'react';
import { isWidgetKind, type WidgetKind } from '../../charts/kinds';
import css from './Abstract.module.css';

type Box = { kind: string; x: number; y: number; w: number; h: number };
const width = 240;
const height = 104;
const gap = 6;

export function Abstract({ kinds, seed }: { kinds: readonly string[]; seed: string }) {
  const random = numbers(seed);
  const boxes = arrange(kinds);
  return (
    <svg className={css['picture']} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {boxes.map((box, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- boxes have no identity and never move
        <g key={index} transform={`translate(${box.x} ${box.y})`}>
          <rect className={css['box']} width={box.w} height={box.h} rx={4} />
          <Shape box={box} random={random} tone={(index % 4) + 1} />
        </g>
      ))}
    </svg>
  );
}

/** Numbers first in a row of their own, as on most dashboards; what draws follows in one row or two. */
export function arrange(kinds: readonly string[]): Box[] {
  const small = kinds.filter((kind) => kind === 'stat').slice(0, 4);
  const big = kinds.filter((kind) => kind !== 'stat').slice(0, small.length > 0 ? 3 : 4);
  const rows: string[][] = [];
  if (small.length > 0) rows.push(small);
  if (big.length > 3 || (big.length > 2 && small.length === 0)) rows.push(big.slice(0, 2), big.slice(2));
  else if (big.length > 0) rows.push(big);
  if (rows.length === 0) rows.push(['']);
  const smallHeight = small.length > 0 && rows.length > 1 ? 28 : 0;
  const rest = (height - smallHeight - gap * (rows.length - 1)) / (rows.length - (smallHeight ? 1 : 0));
  let y = 0;
  return rows.flatMap((row, index) => {
    const h = index === 0 && smallHeight ? smallHeight : rest;
    const unit = (width - gap * (row.length - 1)) / row.length;
    const boxes = row.map((kind, at) => ({ kind, x: at * (unit + gap), y, w: unit, h }));
    y += h + gap;
    return boxes;
  });
}

type Drawing = (box: Inner) => ReactNode;
/** A box with its margins taken off, its colour, and the numbers that are this dashboard's own. */
type Inner = { w: number; h: number; height: number; colour: CSSProperties; random: () => number };
const pad = 7;

const stat: Drawing = ({ w, height, colour, random }) => (
  <g style={colour}>
    <rect className={css['faint']} x={pad} y={pad} width={w * 0.45} height={3} rx={1.5} />
    <rect
      className={css['solid']}
      x={pad}
      y={height - pad - 7}
      width={w * (0.3 + random() * 0.3)}
      height={7}
      rx={2}
    />
  </g>
);

const line = (filled: boolean): Drawing =>
  function Line({ w, h, colour, random }) {
    const points = Array.from({ length: 9 }, (_, index) => {
      const x = pad + (w * index) / 8;
      return [x, pad + h * (0.15 + 0.7 * random())] as const;
    });
    const line = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
    return (
      <g style={colour}>
        {filled && <path className={css['wash']} d={`M${pad} ${pad + h}L${line}L${pad + w} ${pad + h}Z`} />}
        <path className={css['line']} d={`M${line}`} />
      </g>
    );
  };

const pie: Drawing = ({ w, h, colour, random }) => {
  const r = Math.min(w, h) / 2;
  const part = 0.3 + random() * 0.4;
  const round = 2 * Math.PI * r * 0.72;
  const circle = { cx: pad + w / 2, cy: pad + h / 2, r: r * 0.72, strokeWidth: r * 0.5 };
  return (
    <g style={colour}>
      <circle className={css['ringFaint']} {...circle} />
      <circle className={css['ring']} {...circle} strokeDasharray={`${round * part} ${round}`} />
    </g>
  );
};

const table: Drawing = ({ w, h, colour, random }) => {
  const rows = Math.max(2, Math.floor(h / 9));
  return (
    <g style={colour}>
      {Array.from({ length: rows }, (_, row) => (
        <g key={row} transform={`translate(${pad} ${pad + (row * h) / rows})`}>
          <rect className={row === 0 ? css['solid'] : css['faint']} width={w * 0.35} height={3} rx={1.5} />
          <rect className={css['faint']} x={w * 0.45} width={w * 0.2} height={3} rx={1.5} />
          <rect
            className={css['faint']}
            x={w * 0.75}
            width={w * (0.1 + 0.15 * random())}
            height={3}
            rx={1.5}
          />
        </g>
      ))}
    </g>
  );
};

const text: Drawing = ({ w, h }) => {
  return (
    <g>
      {[0.9, 0.7, 0.8].slice(0, Math.max(1, Math.floor(h / 9))).map((part, row) => (
        <rect
          key={part}
          className={css['faint']}
          x={pad}
          y={pad + row * 9}
          width={w * part}
          height={3}
          rx={1.5}
        />
      ))}
    </g>
  );
};

const bars: Drawing = ({ w, h, colour, random }) => {
  const count = Math.max(4, Math.min(9, Math.floor(w / 12)));
  const unit = w / count;
  return (
    <g style={colour}>
      {Array.from({ length: count }, (_, bar) => {
        const tall = h * (0.2 + 0.8 * random());
        return (
          <rect
            key={bar}
            className={css['solid']}
            x={pad + bar * unit}
            y={pad + h - tall}
            width={unit * 0.66}
            height={tall}
            rx={1.5}
          />
        );
      })}
    </g>
  );
};

const drawings: Readonly<Record<WidgetKind, Drawing>> = {
  stat,
  line: line(false),
  area: line(true),
  bar: bars,
  pie,
  table,
  text,
  dropdown: bars,
  'time-range': bars,
};

function Shape({ box, random, tone }: { box: Box; random: () => number; tone: number }) {
  // An empty dashboard is one empty box.
  if (box.kind === '') return null;
  const draw = isWidgetKind(box.kind) ? drawings[box.kind] : bars;
  return draw({
    w: box.w - 2 * pad,
    h: box.h - 2 * pad,
    height: box.h,
    colour: { color: `var(--data-${tone})` },
    random,
  });
}

/** Repeatable numbers from 0 to 1 out of a text (a 32-bit linear congruential walk). */
function numbers(seed: string): () => number {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4294967296;
  };
}
