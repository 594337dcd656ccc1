/**
 * One ECharts drawing in the page: measures its place, draws, redraws when answer, size or theme change. Knows no kind;
 * each kind's view registers its series type and hands in a pure option builder.
 */
import type { ECharts, EChartsOption } from 'echarts';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type DrawContext, type Size } from './context';
import { init, setPlatformAPI } from './echarts';
import { formatValue } from './format';
import { measure } from './measure';
import { tipElement, type TipPoint } from './tip';
import { type Look, usePick } from './view';
import css from './charts.module.css';

// ECharts takes the height of a line from the width of one Chinese letter. Where no font has it, lines would overlap.
setPlatformAPI({
  measureText(text: string, font?: string) {
    const px = Number(/(\d+(?:\.\d+)?)px/.exec(font ?? '')?.[1] ?? 12);
    if (text === '国') return { width: px };
    const weight = Number(/\b([1-9]00)\b/.exec(font ?? '')?.[1] ?? 400);
    return { width: measure(text, px, weight) };
  },
});

type WithFormat = { tooltip?: { valueFormatter?: (value: number) => string } };

// The browser's half of the tooltip: the option says how values are written, the page how rows look.
function withTip(option: EChartsOption, look: Look): EChartsOption {
  if (option.tooltip === undefined || Array.isArray(option.tooltip)) return option;
  const shared = (option as WithFormat).tooltip?.valueFormatter;
  const all: unknown[] = Array.isArray(option.series) ? option.series : [option.series];
  const format = (value: number, series: number) => {
    const own = (all[series] as WithFormat | undefined)?.tooltip?.valueFormatter ?? shared;
    return own === undefined ? formatValue(value, {}, look.locale) : own(value);
  };
  return {
    ...option,
    tooltip: {
      ...option.tooltip,
      formatter: (points: unknown) =>
        tipElement((Array.isArray(points) ? points : [points]) as TipPoint[], format, (share) =>
          formatValue(share, { format: 'percent' }, look.locale),
        ),
    },
  };
}

export function EChart({
  build,
  look,
  label,
  least,
  all = false,
}: {
  build: (ctx: DrawContext) => EChartsOption;
  look: Look;
  label: string;
  /** The size below which nothing can be read any more; a smaller place scrolls. */
  least?: ((ctx: DrawContext) => Size) | undefined;
  /** Draw every series by its name. */
  all?: boolean;
}) {
  const outside = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const [room, setRoom] = useState<Size | null>(null);
  const picked = usePick();
  const pick = useRef(picked);
  pick.current = picked;
  const size = useMemo(() => {
    if (room === null) return null;
    const wanted = least?.({ ...look, size: room, measure, all });
    return {
      width: Math.max(room.width, wanted?.width ?? 0),
      height: Math.max(room.height, wanted?.height ?? 0),
    };
  }, [all, least, look, room]);
  const scrolls = room !== null && size !== null && (size.width > room.width || size.height > room.height);

  // Before the browser paints: nothing is seen between what stood here and the drawing.
  useLayoutEffect(() => {
    const element = outside.current;
    if (element === null) return undefined;
    const fit = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0)
        setRoom((old) => (old?.width === width && old.height === height ? old : { width, height }));
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(element);
    fit();
    return () => {
      watcher.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null || size === null) return;
    if (chart.current === null) {
      chart.current = init(element, null, {
        renderer: 'svg',
        width: size.width,
        height: size.height,
      }) as unknown as ECharts;
      chart.current.on('click', (clicked) => pick.current?.(clicked));
    } else {
      chart.current.resize({ width: size.width, height: size.height, silent: true });
    }
    chart.current.setOption(withTip(build({ ...look, size, measure, all }), look), { notMerge: true });
  }, [all, build, look, size]);

  return (
    <div
      ref={outside}
      className={scrolls ? `${css['chart']} ${css['scrolls']}` : css['chart']}
      {...(scrolls ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}
    >
      <div
        ref={place}
        className={css['drawing']}
        style={scrolls && size !== null ? { width: size.width, height: size.height } : undefined}
        role="img"
        aria-label={label}
      />
    </div>
  );
}
