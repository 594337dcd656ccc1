/** What entries of the audit say, in words: who, what, to what. What is not known here stands as the server says it. */
import type { AuditItem } from '../../api/types';
import { locale, t, tMaybe } from '../../i18n';
import { formatMoment } from '../../i18n/format';

/** "made a share". */
export const doneText = (action: string) => tMaybe(`operations.did.${action}`, action);

/** Whoever did it, by the name they have now. */
export function actorText({ actor, actor_name }: Pick<AuditItem, 'actor' | 'actor_name'>): string {
  const [kind = '', id = ''] = actor.split(':');
  const name = actor_name ?? short(id);
  return tMaybe(`operations.actor.${kind}`, name || actor, { name });
}

/** The end of an id: enough to tell two apart. */
export const short = (id: string) => (id.length > 12 ? `…${id.slice(-6)}` : id);

/** Kinds of objects by the beginning of their ids. */
const kinds: Readonly<Record<string, string>> = {
  dsh: 'dashboard',
  shr: 'share',
  usr: 'user',
  grp: 'group',
  wsp: 'workspace',
  dst: 'dataset',
  fld: 'folder',
  tok: 'token',
  pol: 'policy',
  rul: 'row_rule',
  ses: 'session',
  arq: 'access_request',
  vss: 'reader',
  exp: 'file',
};
export const kindOfObject = (id: string) => kinds[id.split('_')[0] ?? ''];

export function objectText(object: string, name: string | undefined): string {
  if (name) return name;
  const kind = kindOfObject(object);
  return kind === undefined ? object : tMaybe(`operations.object.${kind}`, object, { id: short(object) });
}

const anInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

/** A value as people read it. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return t('operations.none');
  if (typeof value === 'boolean') return t(value ? 'operations.yes' : 'operations.no');
  if (typeof value === 'number') return new Intl.NumberFormat(locale()).format(value);
  if (typeof value === 'string') return anInstant.test(value) ? formatMoment(value) : value;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.length === 0 ? t('operations.none') : value.map(valueText).join(', ');
  return JSON.stringify(value);
}

/** The name of a value: "Ends" for `terms.expires_at`. */
export function fieldText(path: string): string {
  const last = path.split('.').at(-1) ?? path;
  const words = path.replaceAll('_', ' ').replaceAll('.', ' › ');
  return tMaybe(`operations.field.${last}`, words);
}
