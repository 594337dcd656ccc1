/** The proof of one entry: a file that shows this entry and no other, and how to verify it without this server. */
import { useQuery } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import { problemText } from '../../api/problemText';
import { saveFile } from '../../browser/save';
import type { AuditItem } from '../../api/types';
import { useSave } from '../../kit/useSave';
import { t } from '../../i18n';
import { Button, CopyField, Dialog, Notice, Skeleton, Stack } from '../../ui';
import { checkpointsQuery } from './useAudit';
import css from './Audit.module.css';

export function ProofDialog({ entry, onClose }: { entry: AuditItem; onClose: () => void }) {
  const checkpoint = useQuery(checkpointsQuery);
  const name = `${entry.id}.proof.ndjson`;
  const get = useSave(
    async () => {
      const answer = await userClient.raw('GET', `/audit/entries/${entry.id}/proof`, undefined, {
        accept: 'application/x-ndjson',
      });
      saveFile(await answer.blob(), name);
    },
    { said: () => t('operations.proof.saved', { name }) },
  );
  const key = checkpoint.data?.key;
  return (
    <Dialog
      onClose={onClose}
      title={t('operations.proof.title')}
      description={t('operations.proof.text')}
      width="l"
      footer={
        <>
          <Button onClick={onClose}>{t('app.close')}</Button>
          <Button variant="primary" icon="download" busy={get.busy} onClick={() => get.send()}>
            {t('operations.proof.download')}
          </Button>
        </>
      }
    >
      <Stack>
        {get.error !== null && <Notice tone="bad">{problemText(get.error)}</Notice>}
        <ol className={css['steps']}>
          <li>{t('operations.proof.step1')}</li>
          <li>
            {t('operations.proof.step2')}
            {checkpoint.isPending && <Skeleton height={32} />}
            {key !== undefined && (
              <CopyField
                value={`vitrine audit verify ${name} --key '${key}'`}
                label={t('operations.proof.command')}
                mono
              />
            )}
          </li>
          <li>{t('operations.proof.step3')}</li>
        </ol>
        {checkpoint.error !== null && <Notice tone="bad">{problemText(checkpoint.error)}</Notice>}
        <Notice>{t('operations.proof.limits')}</Notice>
      </Stack>
    </Dialog>
  );
}
