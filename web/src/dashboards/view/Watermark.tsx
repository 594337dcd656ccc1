/** What a page of a reader carries all over: who reads it. It lies over everything, takes no click, and is not read aloud. */
import { LINE, patternOf } from './watermarkPattern';
import css from './Watermark.module.css';

const PATTERN = 'watermark';

export function Watermark({ text }: { text: string }) {
  const { lines, width, row } = patternOf(text);
  // The second row begins half a pattern later: what the edge cuts off stands at the other edge.
  const spots: readonly (readonly [number, number])[] = [
    [0, 0],
    [-width / 2, row],
    [width / 2, row],
  ];
  return (
    <svg className={css['mark']} aria-hidden="true" data-watermark="">
      <defs>
        <pattern
          id={PATTERN}
          width={width}
          height={row * 2}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-24)"
        >
          {spots.map(([x, y]) =>
            lines.map((line, n) => (
              <text key={`${x} ${n}`} x={x} y={y + LINE * (n + 1)}>
                {line}
              </text>
            )),
          )}
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${PATTERN})`} />
    </svg>
  );
}
