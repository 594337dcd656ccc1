/** The dashboard as it would be, beside its document: the readers' own view, with answers asked for a document that is not stored. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '../../api/context';
import type { Answer, DashboardDocument, Id, Widget } from '../../api/types';
import { defaultState, type DashState } from '../../document/state';
import { DashboardView } from '../view/DashboardView';
import { previewSource, type DataSource } from '../view/source';
import { t } from '../../i18n/core';
import { ownZone } from '../../i18n/instant';
import { EmptyState } from '../../ui';
import { choicesFrom, choicesWidget } from './previewChoices';
import css from './Editor.module.css';

const looks = { interact: true, exportDocument: false, exportData: false, mend: true } as const;

function usePreviewSource(workspace: Id, document: DashboardDocument): DataSource {
  const api = useApi();
  // One source for all versions of the document: the view itself asks again only for questions that changed.
  const latest = useRef(document);
  latest.current = document;
  return useMemo(() => {
    const ask = (doc: DashboardDocument, widget: Widget, state: DashState, signal: AbortSignal) =>
      api.post<Answer>(
        `/workspaces/${workspace}/preview`,
        {
          document: doc,
          widget: widget.id,
          variables: state.variables,
          ...(state.time === undefined ? {} : { time: state.time }),
          time_zone: ownZone(),
        },
        { signal },
      );
    return previewSource(
      `preview ${workspace}`,
      (widget, state, signal) => ask(latest.current, widget, state, signal),
      async (name, q, state, signal) => {
        const probe = choicesWidget(latest.current, name);
        if (probe === null) return { items: [], truncated: false };
        const doc = { ...latest.current, widgets: [probe] };
        return choicesFrom(await ask(doc, probe, state, signal), q);
      },
    );
  }, [api, workspace]);
}

/** Choices stay while the document changes, as far as their variables are still declared. */
function usePreviewState(document: DashboardDocument) {
  const [chosen, setChosen] = useState<DashState | null>(null);
  const declared = JSON.stringify([document.variables ?? [], document.time ?? null]);
  const start = useMemo(() => defaultState(document), [declared]); // oxlint-disable-line react-hooks/exhaustive-deps
  // What is declared has changed: what was chosen may not fit any more.
  useEffect(() => setChosen(null), [declared]);
  return [chosen ?? start, setChosen] as const;
}

function Live({ document, workspace, title }: { document: DashboardDocument; workspace: Id; title: string }) {
  const source = usePreviewSource(workspace, document);
  const [state, setState] = usePreviewState(document);
  return (
    <DashboardView
      title={title}
      document={document}
      source={source}
      state={state}
      onState={setState}
      can={looks}
    />
  );
}

export function Preview({
  document,
  workspace,
  title,
  stale,
}: {
  /** The last document without faults; null before there was one. */
  document: DashboardDocument | null;
  workspace: Id;
  title: string;
  /** The text beside it has faults: this is an older version. */
  stale: boolean;
}) {
  if (document === null) {
    return (
      <EmptyState icon="chart" title={t('dashboards.editor.side_preview')}>
        {t('dashboards.editor.preview_none')}
      </EmptyState>
    );
  }
  return (
    <>
      <p className={css['previewHead']} role="status">
        {stale ? (
          <span className={css['stale']}>{t('dashboards.editor.preview_stale')}</span>
        ) : (
          t('dashboards.editor.preview_live')
        )}
      </p>
      {document.widgets.length === 0 ? (
        <EmptyState icon="grid" title={t('dashboards.editor.side_preview')}>
          {t('dashboards.editor.preview_empty')}
        </EmptyState>
      ) : (
        <Live document={document} workspace={workspace} title={title} />
      )}
    </>
  );
}
