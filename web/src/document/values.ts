/**
 * How variables and their values are called: by the label of the variable, days as the language writes them. What a server
 * or an address is told is not made here.
 */
import type { Variable } from '../api/types';
import { localDigits } from '../charts/format';
import { formatWall, wallTime } from '../charts/time';
import { locale, t } from '../i18n/core';
import type { StateNote } from './state';

/** What a variable is called; one that the document does not have (any more) by its name. */
export function variableName(variables: readonly Variable[] | undefined, name: string): string {
  return variables?.find((one) => one.name === name)?.label ?? name;
}

/** How one value reads that has no label of its own. Numbers keep all their digits and get no marks between them: years are numbers. */
export function valueText(value: unknown, variable: Pick<Variable, 'type'> | undefined): string {
  if (value === true) return t('charts.yes');
  if (value === false) return t('charts.no');
  if (variable?.type === 'number' && /^-?\d+(\.\d+)?$/.test(String(value)))
    return localDigits(String(value), locale(), false);
  const day = variable?.type === 'date' && typeof value === 'string' ? wallTime(value, 'UTC') : null;
  return day === null ? String(value) : formatWall(day, 'day', locale());
}

/** How the value or values of a variable read, one by one. */
export function valueTexts(
  variables: readonly Variable[] | undefined,
  name: string,
  value: unknown,
): string[] {
  const variable = variables?.find((one) => one.name === name);
  return [value].flat().map((one) => valueText(one, variable));
}

/** The label of an offered value; one that only repeats the value is none. */
export function choiceText(
  item: { value: unknown; label: string },
  variable: Pick<Variable, 'type'>,
): string {
  return item.label === String(item.value) ? valueText(item.value, variable) : item.label;
}

/** What was left out of an address, in a sentence. */
export function noteText(note: StateNote, variables: readonly Variable[] | undefined): string {
  if (note.kind === 'variable') return t('view.noteVariable', { name: variableName(variables, note.name) });
  return note.kind === 'time' ? t('view.noteTime') : t('view.notePacked');
}
