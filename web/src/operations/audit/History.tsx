/** What was done to one object, for the page of that object. Without the right to read the audit it says so. */
import { useState } from 'react';
import { useMe, useWorkspaces } from '../../api/queries';
import { problemText } from '../../api/problemText';
import type { AuditItem, Id } from '../../api/types';
import { t } from '../../i18n';
import { Button, Notice, Quiet, Skeleton } from '../../ui';
import { Entry } from './Entry';
import { ProofDialog } from './ProofDialog';
import { useAudit } from './useAudit';
import { useNames } from './useNames';
import css from './Audit.module.css';

export function History({ object, workspace }: { object: Id; workspace: Id }) {
  const place = useWorkspaces().data?.find(({ id }) => id === workspace);
  const whole = useMe().data?.can.includes('read_audit') ?? false;
  if (place === undefined) return null;
  if (!whole && !place.can.includes('read_audit'))
    return <Quiet>{t('operations.historyClosed', { workspace: place.name })}</Quiet>;
  return <Told object={object} workspace={workspace} />;
}

function Told({ object, workspace }: { object: Id; workspace: Id }) {
  const { list, entries } = useAudit({ object, workspace }, 20);
  const nameOf = useNames(workspace);
  const [proving, setProving] = useState<AuditItem | null>(null);
  if (list.isPending) return <Skeleton height={120} />;
  if (list.error) return <Notice tone="bad">{problemText(list.error)}</Notice>;
  return (
    <>
      {entries.length === 0 ? (
        <Quiet>{t('operations.none_found')}</Quiet>
      ) : (
        <ul className={css['entries']}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} nameOf={nameOf} onProof={setProving} ofOne />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('kit.more')}
        </Button>
      )}
      {proving && <ProofDialog entry={proving} onClose={() => setProving(null)} />}
    </>
  );
}
