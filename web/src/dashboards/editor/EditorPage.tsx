/**
 * The screen for making (`/new`) and changing (`/d/ID/edit`) a dashboard. This file finds out what is edited and whether
 * the reader may; the writing itself is Workbench.
 */
import { useMemo } from 'react';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useDatasets } from '../../api/queries';
import type { Dashboard, Id } from '../../api/types';
import { problemText } from '../../api/problemText';
import { one } from '../../kit/search';
import { useWorkspace } from '../../kit/workspace';
import { currentLanguage, t } from '../../i18n/core';
import { ownZone } from '../../i18n/instant';
import { buttonClass, EmptyState, Skeleton } from '../../ui';
import { documentText, emptyDocument, starterDocument, type StarterWords } from './starter';
import { useStored, type Start } from './useDocument';
import { Workbench } from './Workbench';
import css from './Editor.module.css';

/** A label in the middle of an English title; German nouns keep their capital. */
function inside(label: string): string {
  return currentLanguage() === 'en' && /^\p{Lu}\p{Ll}/u.test(label)
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

const words = (): StarterWords => ({
  count: t('dashboards.editor.starter_count'),
  overTime: (what) => t('dashboards.editor.starter_over_time', { what }),
  by: (what, category) => t('dashboards.editor.starter_by', { what, category: inside(category) }),
  mean: (what) => t('dashboards.editor.starter_mean', { what: inside(what) }),
  rows: (dataset) => t('dashboards.editor.starter_rows', { dataset }),
});

function Waiting() {
  return (
    <div className={css['waiting']} aria-busy="true" aria-label={t('dashboards.editor.loading')}>
      <Skeleton height={32} width={280} />
      <Skeleton height="60vh" />
    </div>
  );
}

function Closed({ title, text, id }: { title: string; text: string; id?: Id }) {
  return (
    <div className={css['closed']}>
      <EmptyState
        icon="lock"
        title={title}
        actions={
          id ? (
            <Link
              to="/d/$id/{-$slug}"
              params={{ id, slug: undefined }}
              search={{}}
              className={buttonClass('primary')}
            >
              {t('dashboards.editor.open_instead')}
            </Link>
          ) : (
            <Link to="/" className={buttonClass('primary')}>
              {t('dashboards.editor.home_instead')}
            </Link>
          )
        }
      >
        {text}
      </EmptyState>
    </div>
  );
}

/**
 * Why Save is not offered. The server's hint is for programs; the sentence follows from what the reader holds: saving
 * takes the own workspace, the level, and the permission there, in this order.
 */
function whyNot(dashboard: Dashboard): string {
  if (dashboard.workspace !== dashboard.home_workspace) return t('dashboards.editor.hint_inherited');
  return dashboard.level === 'edit'
    ? t('dashboards.editor.hint_needs_analyze')
    : t('dashboards.editor.hint_level');
}

function EditExisting({ id, workspace }: { id: Id; workspace: Id | undefined }) {
  const stored = useStored(id, workspace);
  const start = useMemo<Start | null>(
    () =>
      stored.data
        ? {
            title: stored.data.data.title,
            text: documentText(stored.data.data.document),
            etag: stored.data.etag,
          }
        : null,
    [stored.data],
  );
  if (stored.error)
    return <Closed title={t('dashboards.editor.not_opened')} text={problemText(stored.error)} />;
  if (!stored.data || start === null) return <Waiting />;
  const dashboard = stored.data.data;
  if (!dashboard.can.includes('save')) {
    return (
      <Closed
        id={id}
        title={t('dashboards.editor.closed', { title: dashboard.title })}
        text={whyNot(dashboard)}
      />
    );
  }
  return (
    <Workbench
      key={id}
      place={{ dashboard: id, ...(workspace ? { workspace } : {}) }}
      workspace={dashboard.home_workspace}
      start={start}
      tags={dashboard.tags}
    />
  );
}

function CreateNew({ wanted, folder }: { wanted: string | undefined; folder: string | undefined }) {
  const { current, loading } = useWorkspace();
  const datasets = useDatasets(current?.id);
  // The proposal is made once; datasets that are refreshed later must not change it under the hands.
  const ready = datasets.data !== undefined || datasets.error !== null;
  const start = useMemo<Start | null>(() => {
    if (!ready) return null;
    const dataset = datasets.data?.find(({ name }) => name === wanted);
    const document = dataset
      ? starterDocument(dataset, words(), ownZone())
      : emptyDocument(t('dashboards.editor.starter_empty'), ownZone());
    return {
      title: dataset ? dataset.label : t('dashboards.editor.untitled'),
      text: documentText(document),
      etag: null,
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ready, current?.id, wanted]);
  if (loading) return <Waiting />;
  if (!current)
    return <Closed title={t('dashboards.editor.not_opened')} text={t('dashboards.editor.no_workspace')} />;
  if (!current.can.includes('create_dashboard')) {
    return (
      <Closed
        title={t('dashboards.editor.closed_new')}
        text={t('dashboards.editor.hint_create', { workspace: current.name })}
      />
    );
  }
  if (start === null) return <Waiting />;
  return (
    <Workbench
      key={`${current.id} ${wanted ?? ''}`}
      place={{
        workspace: current.id,
        ...(wanted ? { dataset: wanted } : {}),
        ...(folder ? { folder } : {}),
      }}
      workspace={current.id}
      start={start}
      tags={[]}
    />
  );
}

export function EditorPage() {
  const { id } = useParams({ strict: false });
  const search = useSearch({ strict: false });
  if (id !== undefined) return <EditExisting id={id} workspace={one(search, 'workspace')} />;
  return <CreateNew wanted={one(search, 'dataset')} folder={one(search, 'folder')} />;
}
