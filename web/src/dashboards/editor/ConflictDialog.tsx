/** Somebody else saved first: what differs, and the two ways on. Overwriting is offered only beside the differences. */
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { Page, Revision } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { Button, Dialog } from '../../ui';
import { agoText } from '../../i18n/instant';
import { diffBlocks } from './lineDiff';
import type { Conflict } from './useDocument';
import css from './Editor.module.css';

const signs = { same: ' ', theirs: '−', mine: '+' } as const;

function Differences({ theirs, mine }: { theirs: string; mine: string }) {
  const blocks = useMemo(() => diffBlocks(theirs, mine), [theirs, mine]);
  return (
    // Reachable by keyboard, so that it can be scrolled without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={css['diff']} role="region" aria-label={t('dashboards.editor.differences')} tabIndex={0}>
      {blocks.map((block, index) =>
        block.kind === 'gap' ? (
          <p key={index} className={css['diffGap']}>
            {t('dashboards.editor.same_lines', { count: block.count })}
          </p>
        ) : (
          <div key={index}>
            {block.lines.map((line) => (
              <div
                key={`${line.theirs ?? ''}:${line.mine ?? ''}`}
                className={css['diffLine']}
                data-kind={line.kind}
              >
                <span aria-hidden="true">{line.theirs ?? ''}</span>
                <span aria-hidden="true">{line.mine ?? ''}</span>
                <code>
                  <span className="visually-hidden">
                    {line.kind === 'same'
                      ? ''
                      : line.kind === 'theirs'
                        ? t('dashboards.editor.only_theirs')
                        : t('dashboards.editor.only_mine')}
                  </span>
                  <span aria-hidden="true">{signs[line.kind]} </span>
                  {line.text}
                </code>
              </div>
            ))}
          </div>
        ),
      )}
    </div>
  );
}

export function ConflictDialog({
  conflict,
  mine,
  myTitle,
  busy,
  onClose,
  onTheirs,
  onMine,
}: {
  conflict: Conflict | null;
  mine: string;
  myTitle: string;
  busy: boolean;
  onClose: () => void;
  onTheirs: () => void;
  onMine: () => void;
}) {
  const api = useApi();
  const id = conflict?.theirs.id;
  const revisions = useQuery({
    queryKey: ['revisions', id, conflict?.theirs.revision],
    enabled: id !== undefined,
    queryFn: ({ signal }) => api.get<Page<Revision>>(`/dashboards/${id}/revisions`, { signal }),
  });
  const last = revisions.data?.items.find(({ revision }) => revision === conflict?.theirs.revision);
  return (
    <Dialog
      open={conflict !== null}
      onClose={onClose}
      width="xl"
      title={t('dashboards.editor.conflict')}
      description={
        last
          ? t('dashboards.editor.conflict_by', {
              name: last.saved_by.name,
              ago: agoText(last.saved_at, new Date(), locale()),
            })
          : t('dashboards.editor.conflict_text')
      }
      footer={
        <>
          <Button onClick={onClose}>{t('dashboards.editor.conflict_later')}</Button>
          <Button onClick={onTheirs}>{t('dashboards.editor.conflict_theirs')}</Button>
          <Button variant="danger" busy={busy} onClick={onMine}>
            {t('dashboards.editor.conflict_mine')}
          </Button>
        </>
      }
    >
      {conflict && (
        <div className={css['conflict']}>
          <p className={css['legend']}>
            <span data-kind="theirs">− {t('dashboards.editor.theirs')}</span>
            <span data-kind="mine">+ {t('dashboards.editor.mine')}</span>
          </p>
          {conflict.theirs.title !== myTitle && (
            <p>{t('dashboards.editor.conflict_title', { theirs: conflict.theirs.title, mine: myTitle })}</p>
          )}
          <Differences theirs={conflict.text} mine={mine} />
        </div>
      )}
    </Dialog>
  );
}
