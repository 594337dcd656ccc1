/** What may stand in a widget's `options`, by its kind: the chart code's own schemas, as the completion reads them. */
import * as z from 'zod/mini';
import { areaSpec } from '../../charts/area/spec';
import { barSpec } from '../../charts/bar/spec';
import { dropdownSpec } from '../../charts/dropdown/spec';
import { isWidgetKind, type WidgetKind } from '../../charts/kinds';
import { lineSpec } from '../../charts/line/spec';
import { pieSpec } from '../../charts/pie/spec';
import { statSpec } from '../../charts/stat/spec';
import { tableSpec } from '../../charts/table/spec';
import { textSpec } from '../../charts/text/spec';
import { timeRangeSpec } from '../../charts/time-range/spec';
import type { NameKind, Schema } from './schema';

const specs: Readonly<Record<WidgetKind, z.ZodMiniType>> = {
  area: areaSpec,
  bar: barSpec,
  dropdown: dropdownSpec,
  line: lineSpec,
  pie: pieSpec,
  stat: statSpec,
  table: tableSpec,
  text: textSpec,
  'time-range': timeRangeSpec,
};

/** Options whose texts name something; the chart schemas do not know of documents. */
const names: Readonly<Record<string, NameKind>> = {
  x: 'answer_column',
  series: 'answer_column',
  split: 'answer_column',
  value: 'answer_column',
  compare: 'answer_column',
  trend: 'answer_column',
  name: 'answer_column',
  variable: 'variable',
};

function withNames(schema: Schema): Schema {
  if (schema.items) return { ...schema, items: withNames(schema.items) };
  if (!schema.properties) return schema;
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([key, own]): [string, Schema] => {
      const kind = names[key];
      if (kind !== undefined && own.type === 'string') return [key, { ...own, 'x-names': kind }];
      if (kind !== undefined && own.items?.type === 'string')
        return [key, { ...own, items: { ...own.items, 'x-names': kind } }];
      return [key, withNames(own)];
    }),
  );
  // What has a default need not be written.
  return { ...schema, properties, required: [] };
}

const made = new Map<string, Schema>();

/** The schema of a kind's options; empty for a kind that is not known here. */
export function optionsOf(kind: string): Schema {
  const spec = isWidgetKind(kind) ? specs[kind] : undefined;
  if (spec === undefined) return { type: 'object' };
  const known = made.get(kind);
  if (known) return known;
  const schema = withNames(z.toJSONSchema(spec, { io: 'input' }) as Schema);
  made.set(kind, schema);
  return schema;
}
