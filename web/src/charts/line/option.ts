/** The line chart as an ECharts option, and with a fill below for the area chart. Pure. */
import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { Answer } from '../answer';
import {
  baseText,
  categoryAxis,
  clockName,
  commonUnit,
  FONT_STACK,
  grid,
  legend,
  ownFormat,
  sayEmpty,
  timeAxis,
  tooltip,
  widest,
} from '../cartesian';
import type { DrawContext } from '../context';
import { ABSENT, crowdNote, crowdOf, MOST_SERIES, summed, UNNAMED } from '../crowd';
import { foot } from '../foot';
import { foundDecimals } from '../format';
import { coloursFor } from '../palette';
import { hasValues, type Series, type SeriesTable, seriesTable } from '../series';
import { stackEnds } from '../stack';
import { valueAxis } from '../valueAxis';
import { lonePlaces, ownPlaces, placesOf, stackedAt } from './points';
import type { LineSpec } from './spec';

/** How the area under a line is drawn, when it is. */
export interface Fill {
  readonly stacked: boolean;
  readonly opacity: number;
}

/** At most this many lines are named at their ends; more go to a legend. */
const DIRECT = 4;

/** The values of a line as ECharts takes them: over its own places, with holes where a value is missing. */
function lineData(table: SeriesTable, series: Series, stacked: boolean) {
  if (!table.temporal) return series.values.map((v) => v ?? '-');
  const at = (place: number) => [table.moments[place] ?? 0, series.values[place] ?? '-'];
  if (!stacked) return ownPlaces(table, series).map(at);
  // A stack has to know each of its layers at each place: where one has no row it adds nothing, and is not told of.
  return placesOf(table, series).map((place) =>
    series.there[place] === true ? at(place) : { value: [table.moments[place] ?? 0, 0], [ABSENT]: true },
  );
}

/** Dots where no line would show a value; `below` are the layers under it, where there are any. */
function loneDots(
  table: SeriesTable,
  series: Series,
  below: readonly Series[] | null,
  look: { colour: string; id: string },
): LineSeriesOption[] {
  const own = below === null ? ownPlaces(table, series) : placesOf(table, series);
  const absent = (place: number) => below !== null && table.temporal && series.there[place] !== true;
  const lone = lonePlaces(own.map((place) => (absent(place) ? 0 : (series.values[place] ?? null))))
    .map((at) => own[at] ?? 0)
    .filter((place) => !absent(place));
  if (lone.length === 0) return [];
  return [
    {
      type: 'line',
      id: UNNAMED + look.id,
      name: series.label,
      silent: true,
      data: lone.map((place) => [
        table.temporal ? (table.moments[place] ?? 0) : place,
        stackedAt(below ?? [], place, series.values[place] ?? 0),
      ]),
      showSymbol: true,
      symbol: 'circle',
      symbolSize: 5,
      lineStyle: { width: 0 },
      itemStyle: { color: look.colour },
    },
  ];
}

/** An answer as lines. */
export function lineOption(spec: LineSpec, answer: Answer, ctx: DrawContext, fill?: Fill): EChartsOption {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  if (!hasValues(table)) return sayEmpty(ctx, answer);
  const stacked = fill?.stacked === true;
  const crowd = crowdOf(table, ctx.locale, ctx.all);
  const shown = stacked ? summed(crowd) : crowd.named;
  const apart = stacked ? [] : crowd.others;
  const isRest = (one: Series) => one.label === crowd.name && crowd.others.length > 0;
  const names = [...shown.map((s) => s.label), ...(apart.length > 0 ? [crowd.name] : [])];
  const known = coloursFor(
    ctx.theme,
    crowd.named.map((s) => s.label),
    ctx.colours,
  );
  const unit = commonUnit(table, spec.unit);
  const wantsLegend = spec.legend === 'bottom' || (spec.legend !== 'none' && names.length > DIRECT);
  const said = foot(
    ctx,
    FONT_STACK,
    [crowdNote(crowd, stacked, ctx.locale)],
    table.series.length > MOST_SERIES,
  );
  const plan = wantsLegend ? legend(ctx, names, 'roundRect', said.height) : undefined;
  const ends =
    names.length > 1 && names.length <= DIRECT && spec.legend !== 'none' && spec.legend !== 'bottom';
  const room = ends ? Math.min(ctx.size.width * 0.3, widest(ctx, names) + 14) : 10;
  const few = table.labels.length <= 1;
  const clock = clockName(ctx, table);

  const series = shown.flatMap((s, i): LineSeriesOption[] => {
    const colour = isRest(s) ? ctx.theme.grey : (known[i] ?? ctx.theme.accent);
    const line: LineSeriesOption = {
      type: 'line',
      name: s.label,
      tooltip: ownFormat(ctx, spec.unit ?? s.unit, {
        format: spec.format,
        ...foundDecimals(spec, spec.format === undefined, () => s.values),
      }),
      data: lineData(table, s, stacked),
      smooth: spec.smooth ? 0.35 : false,
      smoothMonotone: 'x',
      connectNulls: spec.connect,
      showSymbol: few,
      symbol: 'circle',
      symbolSize: 6,
      sampling: 'lttb',
      lineStyle: { width: 1.75, color: colour, cap: 'round', join: 'round' },
      itemStyle: { color: colour },
      emphasis: {
        focus: 'none',
        lineStyle: { width: 2.25 },
        itemStyle: { color: colour, borderColor: ctx.theme.surface, borderWidth: 2 },
      },
      ...(fill === undefined
        ? {}
        : {
            areaStyle: { color: colour, opacity: fill.opacity },
            ...(fill.stacked ? { stack: 'all' } : {}),
          }),
      ...(ends
        ? {
            endLabel: {
              show: true,
              formatter: '{a}',
              color: colour,
              fontFamily: FONT_STACK,
              fontSize: 11,
              fontWeight: 500,
              distance: 6,
              width: room - 8,
              overflow: 'truncate',
            },
            // Beside the plot, also where a line ends early: inside, the name would lie on the other lines.
            labelLayout: { x: ctx.size.width - room + 6, moveOverlap: 'shiftY' },
          }
        : {}),
    };
    const dots =
      few || spec.connect
        ? []
        : loneDots(table, s, stacked ? shown.slice(0, i) : null, { colour, id: `dots${i}` });
    return [line, ...dots];
  });
  // Behind the named ones, each with its own values: nothing is added up that may not be.
  const behind = apart.map((s, i): LineSeriesOption => ({
    type: 'line',
    id: `${UNNAMED}other${i}`,
    name: crowd.name,
    silent: true,
    z: 1,
    data: lineData(table, s, false),
    connectNulls: spec.connect,
    showSymbol: few,
    symbolSize: 3,
    sampling: 'lttb',
    lineStyle: { width: 1, color: ctx.theme.grey, opacity: 0.35 },
    itemStyle: { color: ctx.theme.grey },
  }));

  return {
    animation: false,
    useUTC: true,
    textStyle: baseText(ctx),
    grid: grid(
      (plan === undefined ? said.height + 2 : plan.height) + clock.room,
      room,
      unit === undefined ? 10 : 24,
    ),
    ...(plan === undefined ? {} : { legend: plan.option }),
    ...(said.height === 0 ? {} : { title: [...said.titles] }),
    tooltip: tooltip(ctx, 'axis', 'line', { format: spec.format, decimals: spec.decimals, unit }),
    xAxis: table.temporal
      ? timeAxis(ctx, table)
      : { ...categoryAxis(ctx, table.labels, false), boundaryGap: few },
    yAxis: valueAxis(
      ctx,
      {
        min: spec.min,
        max: spec.max,
        name: unit,
        format: spec,
        fromZero: spec.zero || fill !== undefined,
        values: stacked ? stackEnds(shown) : table.series.flatMap((s) => s.values),
      },
      ctx.size.height,
    ),
    series: [...series, ...behind],
  };
}
