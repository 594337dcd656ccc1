/** Attributes as rows of a form: a name and its values as one line of text, separated by commas. Pure. */
import type { Attributes } from '../../api/peopleTypes';

export type AttributeRow = { key: string; values: string };

export function rowsOf(attributes: Attributes): AttributeRow[] {
  return Object.entries(attributes).map(([key, values]) => ({ key, values: values.join(', ') }));
}

/** Rows without a name or without a value say nothing; the same name twice adds up. */
export function attributesOf(rows: readonly AttributeRow[]): Attributes {
  const all: Attributes = {};
  for (const { key, values } of rows) {
    const name = key.trim();
    const list = values
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '');
    if (name === '' || list.length === 0) continue;
    all[name] = [...new Set([...(all[name] ?? []), ...list])];
  }
  return all;
}
