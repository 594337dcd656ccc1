/** One entry of the audit: a sentence with when and from where; opened, what was before and after, and its proof. */
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { AuditItem } from '../../api/types';
import { t } from '../../i18n';
import { formatAgo, formatDateTime, formatMoment } from '../../i18n/format';
import { Button, Icon } from '../../ui';
import { toldBy } from './diff';
import { actorText, doneText, fieldText, kindOfObject, objectText, valueText } from './words';
import type { AuditFilters } from './filters';
import css from './Audit.module.css';

export interface EntryProps {
  readonly entry: AuditItem;
  /** Names that the entry does not bring. */
  readonly nameOf: (id: string) => string | undefined;
  /** Narrows the list to what is like it; absent where nothing is narrowed. */
  readonly onNarrow?: ((change: Partial<AuditFilters>) => void) | undefined;
  readonly onProof: (entry: AuditItem) => void;
  /** Its object is the same for all. */
  readonly ofOne?: boolean;
}

export function Entry({ entry, nameOf, onNarrow, onProof, ofOne = false }: EntryProps) {
  const [open, setOpen] = useState(false);
  const more = useId();
  const where = entry.workspace === null ? undefined : nameOf(entry.workspace);
  return (
    <li className={css['entry']} data-open={open}>
      <button
        type="button"
        className={css['line']}
        aria-expanded={open}
        aria-controls={more}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={14} />
        <time dateTime={entry.at} title={formatAgo(entry.at)}>
          {formatDateTime(entry.at)}
        </time>
        <span className={css['what']}>
          <strong>{actorText(entry)}</strong> {doneText(entry.action)}
          {!ofOne && kindOfObject(entry.object) !== 'session' && (
            <>
              {': '}
              <span>{objectText(entry.object, entry.object_name ?? nameOf(entry.object))}</span>
            </>
          )}
        </span>
        <span className={css['where']}>{[where, entry.from].filter(Boolean).join(' · ')}</span>
      </button>
      {open && (
        <div id={more} className={css['more']}>
          <Details entry={entry} where={where} />
          <div className={css['buttons']}>
            <Button size="s" icon="download" onClick={() => onProof(entry)}>
              {t('operations.proof.get')}
            </Button>
            {onNarrow && (
              <>
                <Button size="s" icon="filter" onClick={() => onNarrow({ object: entry.object })}>
                  {t('operations.onlyObject')}
                </Button>
                <Button size="s" icon="filter" onClick={() => onNarrow({ actor: entry.actor })}>
                  {t('operations.onlyActor')}
                </Button>
                <Button size="s" icon="filter" onClick={() => onNarrow({ action: entry.action })}>
                  {t('operations.onlyAction')}
                </Button>
              </>
            )}
            <ObjectLink object={entry.object} />
          </div>
        </div>
      )}
    </li>
  );
}

function Details({ entry, where }: { entry: AuditItem; where: string | undefined }) {
  const { changes, notes } = toldBy(entry.details);
  return (
    <>
      {changes.length > 0 && (
        <table className={css['changes']}>
          <caption className="visually-hidden">{t('operations.changes')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('operations.what')}</th>
              <th scope="col">{t('operations.before')}</th>
              <th scope="col">{t('operations.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ path, before, after }) => (
              <tr key={path}>
                <th scope="row">{fieldText(path)}</th>
                <td>
                  <del>{valueText(before)}</del>
                </td>
                <td>
                  <ins>{valueText(after)}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl className={css['notes']}>
        {notes.map(({ path, value }) => (
          <Note key={path} name={fieldText(path)} value={valueText(value)} />
        ))}
        <Note name={t('operations.at')} value={formatMoment(entry.at)} />
        {where !== undefined && <Note name={t('access.workspace')} value={where} />}
        <Note name={t('operations.from')} value={entry.from ?? t('operations.fromInside')} />
        <Note name={t('operations.object')} value={entry.object} code />
        <Note name={t('operations.request')} value={entry.request_id} code />
        <Note
          name={t('operations.index')}
          value={entry.index === undefined ? t('operations.notSealed') : valueText(entry.index)}
        />
      </dl>
    </>
  );
}

function Note({ name, value, code = false }: { name: string; value: string; code?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{code ? <code>{value}</code> : value}</dd>
    </div>
  );
}

/** The way to what it is about, where it has a screen of its own. */
function ObjectLink({ object }: { object: string }) {
  const kind = kindOfObject(object);
  const words = t('operations.show');
  if (kind === 'dashboard')
    return (
      <Link to="/d/$id/{-$slug}" params={{ id: object }}>
        {words}
      </Link>
    );
  if (kind === 'share')
    return (
      <Link to="/shares/$id" params={{ id: object }}>
        {words}
      </Link>
    );
  if (kind === 'dataset')
    return (
      <Link to="/data/$id" params={{ id: object }}>
        {words}
      </Link>
    );
  return null;
}
