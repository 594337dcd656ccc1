/**
 * The dashboard document (version 1) as a JSON schema, for completion and the texts beside it. The server's check is
 * the authority on what is valid; this file may lag behind it without harm, and must never lead it.
 * Beyond JSON Schema: `x-names` says that a text names something, `x-options` that keys depend on the widget's kind.
 */
import { widgetKinds } from '../../charts/kinds';

export type NameKind = 'dataset' | 'column' | 'variable' | 'answer_column' | 'sql';

export type Schema = {
  $schema?: string;
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  prefixItems?: Schema[];
  enum?: (string | number | boolean)[];
  anyOf?: Schema[];
  /** Offered as they are; others may be written too. */
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  /** Key of a sentence under `dashboards.editor.doc_…`. */
  'x-doc'?: string;
  'x-names'?: NameKind;
  'x-options'?: true;
};

export const aggregates = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'p95',
  'distinct',
  'first',
  'last',
] as const;
export const grains = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const text = (doc?: string): Schema => ({ type: 'string', ...(doc ? { 'x-doc': doc } : {}) });
const named = (kind: NameKind, doc?: string): Schema => ({
  type: 'string',
  'x-names': kind,
  ...(doc ? { 'x-doc': doc } : {}),
});
const flag = (doc?: string): Schema => ({ type: 'boolean', ...(doc ? { 'x-doc': doc } : {}) });
const object = (properties: Record<string, Schema>, required: string[] = [], doc?: string): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
  ...(doc ? { 'x-doc': doc } : {}),
});
const list = (items: Schema, doc?: string): Schema => ({
  type: 'array',
  items,
  ...(doc ? { 'x-doc': doc } : {}),
});
const cell = (minimum: number, maximum: number, doc: string): Schema => ({
  type: 'integer',
  minimum,
  maximum,
  'x-doc': doc,
});

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const spans = ['1h', '24h', '7d', '30d', '90d', '52w'];
const columnAnd = (...operands: Schema[]): Schema => ({
  type: 'array',
  prefixItems: [named('column'), ...operands],
});

const aggregateProperties = Object.fromEntries(
  aggregates.map((name): [string, Schema] => [
    name,
    name === 'count'
      ? { type: 'string', 'x-names': 'column', examples: ['*'], 'x-doc': 'aggregate_count' }
      : named('column', `aggregate_${name}`),
  ]),
);

const comparisons = Object.fromEntries(
  ['eq', 'ne', 'lt', 'le', 'gt', 'ge'].map((name): [string, Schema] => [
    name,
    { ...columnAnd(ref('operand')), 'x-doc': `op_${name}` },
  ]),
);

export const documentSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...object(
    {
      version: { type: 'integer', enum: [1], 'x-doc': 'version' },
      time: object(
        {
          default: ref('time_range'),
          column_hint: named('column', 'column_hint'),
          zone: {
            type: 'string',
            examples: ['viewer', ...Intl.supportedValuesOf('timeZone')],
            'x-doc': 'zone',
          },
          week_starts: { type: 'string', enum: weekdays, 'x-doc': 'week_starts' },
        },
        [],
        'time',
      ),
      variables: list(ref('variable'), 'variables'),
      widgets: list(ref('widget'), 'widgets'),
    },
    ['version', 'widgets'],
  ),
  $defs: {
    time_range: {
      anyOf: [
        object({ last: { type: 'string', examples: spans, 'x-doc': 'last' } }, ['last']),
        object({ from: text('from'), to: text('to') }),
      ],
      'x-doc': 'time_range',
    },
    variable: object(
      {
        name: text('variable_name'),
        label: text('label'),
        type: { type: 'string', enum: ['string', 'number', 'date', 'bool'], 'x-doc': 'variable_type' },
        many: flag('many'),
        domain: ref('domain'),
        default: { 'x-doc': 'default' },
      },
      ['name', 'type'],
    ),
    domain: {
      'x-doc': 'domain',
      anyOf: [
        object({ values: list({}, 'domain_values') }, ['values']),
        object({ range: object({ min: {}, max: {} }, ['min', 'max'], 'domain_range') }, ['range']),
        object(
          {
            choices: object(
              {
                dataset: named('dataset', 'dataset'),
                value: named('column', 'choices_value'),
                label: named('column', 'choices_label'),
                where: ref('predicate'),
              },
              ['dataset', 'value'],
              'domain_choices',
            ),
          },
          ['choices'],
        ),
        object({ pattern: text('domain_pattern') }, ['pattern']),
      ],
    },
    widget: object(
      {
        id: text('widget_id'),
        kind: { type: 'string', enum: [...widgetKinds], 'x-doc': 'kind' },
        title: text('widget_title'),
        place: object(
          {
            x: cell(0, 11, 'place_x'),
            y: cell(0, 10_000, 'place_y'),
            w: cell(1, 12, 'place_w'),
            h: cell(1, 100, 'place_h'),
          },
          ['x', 'y', 'w', 'h'],
          'place',
        ),
        question: ref('question'),
        refresh: { type: 'string', examples: ['live', 'manual', '10s', '30s', '5m'], 'x-doc': 'refresh' },
        options: { type: 'object', 'x-options': true, 'x-doc': 'options' },
      },
      ['id', 'kind', 'place'],
    ),
    question: {
      'x-doc': 'question',
      anyOf: [
        object(
          {
            dataset: named('dataset', 'dataset'),
            select: list(ref('select'), 'select'),
            where: ref('predicate'),
            order: list(
              object({ by: named('answer_column', 'order_by'), desc: flag('order_desc') }, ['by']),
              'order',
            ),
            limit: { type: 'integer', minimum: 1, examples: [10, 20, 50, 100], 'x-doc': 'limit' },
          },
          ['dataset', 'select'],
        ),
        object({ sql: named('sql', 'sql'), limit: { type: 'integer', minimum: 1, 'x-doc': 'limit' } }, [
          'sql',
        ]),
      ],
    },
    select: {
      anyOf: [
        object(
          {
            column: named('column', 'select_column'),
            as: text('select_as'),
            grain: { type: 'string', enum: [...grains], 'x-doc': 'grain' },
          },
          ['column'],
        ),
        ...aggregates.map((name) =>
          object({ [name]: aggregateProperties[name] ?? {}, as: text('select_as') }, [name]),
        ),
      ],
    },
    operand: {
      anyOf: [{}, object({ var: named('variable', 'var') }, ['var'])],
    },
    predicate: {
      'x-doc': 'where',
      anyOf: [
        object({ and: list(ref('predicate'), 'op_and') }, ['and']),
        object({ or: list(ref('predicate'), 'op_or') }, ['or']),
        object({ not: ref('predicate') }, ['not']),
        ...Object.entries(comparisons).map(([name, schema]) => object({ [name]: schema }, [name])),
        object(
          {
            in: {
              ...columnAnd({ anyOf: [list({}), object({ var: named('variable', 'var') }, ['var'])] }),
              'x-doc': 'op_in',
            },
          },
          ['in'],
        ),
        object({ between: { ...columnAnd(ref('operand'), ref('operand')), 'x-doc': 'op_between' } }, [
          'between',
        ]),
        object({ is_null: named('column', 'op_is_null') }, ['is_null']),
        object({ time: named('column', 'op_time') }, ['time']),
      ],
    },
  },
};

/** Follows `$ref`s and unfolds `anyOf`: every plain schema that a place may be. */
export function alternatives(schema: Schema): Schema[] {
  if (schema.$ref !== undefined) {
    const target = documentSchema.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return target === undefined ? [] : alternatives(target);
  }
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(alternatives);
  return [schema];
}

/** The sentence key of a schema, looked for through its reference. */
export function docKey(schema: Schema): string | undefined {
  if (schema['x-doc'] !== undefined) return schema['x-doc'];
  if (schema.$ref === undefined) return undefined;
  return documentSchema.$defs?.[schema.$ref.replace('#/$defs/', '')]?.['x-doc'];
}
