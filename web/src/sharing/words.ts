/** The words of shares: obstacles, states, row rules. Codes of the server become sentences here, nowhere else. */
import { reasonText } from '../access/words';
import type { Column, Dataset, Obstacle, Share } from '../api/types';
import { formatWall, MINUTE, momentOf, wallAt } from '../charts/time';
import { valueText } from '../document/values';
import { locale, t, tMaybe } from '../i18n/core';
import { ownZone } from '../i18n/instant';
import { inWords } from './terms/predicate';

/** What stands in the way of a share. */
export function obstacleText({ code, permission, address = '' }: Obstacle): string {
  if (permission !== undefined)
    return t('sharing.obstacle_permission', {
      permission: tMaybe(`access.permission.${permission}`, permission),
    });
  return tMaybe(`sharing.obstacle_${code}`, reasonText(code), { address });
}

/** Has it a link in common that can be replaced? Guests have links of their own, and one beside them for whole domains. */
export function hasCommonLink(share: Share): boolean {
  return share.can.includes('rotate') && (share.kind !== 'guests' || (share.domains ?? []).length > 0);
}

/** Where it stands. */
export function obstaclePlace({ kind, name }: Obstacle['on']): string {
  return tMaybe(`sharing.on_${kind}`, name ?? '', { name: name ?? '' });
}

/** Who could lift it. */
export function liftText({ kind, permission, workspace }: Obstacle['lift_by']): string {
  return t(
    kind === 'holder'
      ? 'sharing.lift_holder'
      : kind === 'sharer'
        ? 'sharing.lift_sharer'
        : kind === 'caller'
          ? 'sharing.lift_caller'
          : kind === 'editor'
            ? 'sharing.lift_editor'
            : 'sharing.lift_other_credentials',
    {
      permission: tMaybe(`access.permission.${permission ?? ''}`, permission ?? ''),
      workspace: workspace?.name ?? '',
    },
  );
}

/** "Ended: its time was up." */
export function stateText(share: Pick<Share, 'state' | 'reason' | 'blocked_by'>): string {
  if (share.blocked_by !== null) return t('sharing.blocked_by', { name: share.blocked_by.name });
  if (share.state === 'ended' && share.reason !== null) return t(`sharing.ended_${share.reason}`);
  return t(`sharing.state_${share.state}`);
}

const aDay = /^[+-]?\d{4,6}-\d{2}-\d{2}$/;
const bearsZone = /(?:Z|[+-]\d{2}:?\d{2})$/;
const numeric: ReadonlySet<string> = new Set(['int', 'float', 'decimal']);

/** "1 Feb 2013 06:00 CET": on the reader's own clock where the value names a moment, else as a clock shows it. */
function momentText(value: string): string {
  const [moment, zone] = [momentOf(value), ownZone()];
  // Finer than clocks are written: nothing may be lost of it.
  if (moment === null || /\.\d*[1-9]/.test(value)) return value;
  const grain = moment % MINUTE === 0 ? 'minute' : 'second';
  if (!bearsZone.test(value)) return formatWall(moment, grain, locale());
  const name = new Intl.DateTimeFormat(locale(), { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${formatWall(wallAt(moment, zone), grain, locale())} ${name ?? zone}`;
}

/** How a value of a row rule reads. Where the type of its column is not known, only what has the form of a date is taken for one. */
function ruleValue(value: unknown, type: Column['type'] | undefined): string {
  const text = String(value);
  if (type === undefined || type === 'date' || type === 'timestamp') {
    if (aDay.test(text)) return valueText(text, { type: 'date' });
    if (momentOf(text) !== null) return momentText(text);
  }
  if (type === 'bool' && (text === 'true' || text === 'false')) return valueText(text === 'true', undefined);
  return type !== undefined && numeric.has(type) ? valueText(text, { type: 'number' }) : text;
}

/** A row rule in the reader's words; by the labels of the dataset and its columns, where they are known. */
export function ruleText(
  { dataset, predicate }: Share['rows'][number],
  datasets: readonly Dataset[] | undefined,
): string {
  const known = datasets?.find(({ name }) => name === dataset);
  const columnOf = (name: string) => known?.columns.find((column) => column.name === name);
  const rule = inWords(
    predicate,
    {
      op: (op) => t(`sharing.op_${op}`),
      and: t('sharing.op_and'),
      or: t('sharing.op_or'),
      not: t('sharing.op_not'),
    },
    {
      column: (name) => columnOf(name)?.label ?? name,
      value: (name, value) => ruleValue(value, columnOf(name)?.type),
    },
  );
  return t('sharing.rows_where', { dataset: known?.label ?? dataset, rule });
}
