/** One dataset: what it holds, its columns, its first rows, who outside may read it, and a new version of it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { url, userClient } from '../api/client';
import { datasetQuery, keys } from '../api/queries';
import type { Dataset } from '../api/types';
import { PageHead } from '../kit/PageHead';
import { Screen } from '../kit/Screen';
import { usePageTitle } from '../kit/pageTitle';
import { Failure } from '../kit/ScreenError';
import { one } from '../kit/search';
import { useSave } from '../kit/useSave';
import { confirmed, useStops } from '../kit/useStops';
import { useWorkspace } from '../kit/workspace';
import { t } from '../i18n';
import { formatAgo, formatDateTime, formatNumber } from '../i18n/format';
import { Badge, Button, buttonClass, ConfirmDialog, Icon, Notice, Skeleton, TabPanel, Tabs } from '../ui';
import { ColumnTable } from './ColumnTable';
import { NewVersion } from './NewVersion';
import { OutsideChoice } from './OutsideChoice';
import { Preview } from './Preview';
import { PushHowTo } from './PushHowTo';
import { kindText } from './words';
import css from './DatasetPage.module.css';

export function DatasetPage() {
  const { id = '' } = useParams({ strict: false });
  const { data: dataset, error, isPending, refetch } = useQuery(datasetQuery(id));
  usePageTitle(dataset?.label);
  if (error) return <Failure error={error} onAgain={() => void refetch()} />;
  if (isPending) {
    return (
      <Screen wide>
        <Skeleton width={280} height={28} />
        <Skeleton height={320} />
      </Screen>
    );
  }
  return <Loaded dataset={dataset} />;
}

function Loaded({ dataset }: { dataset: Dataset }) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const { current } = useWorkspace();
  const [fresh, setFresh] = useState(false);
  const tab = one(search, 'tab') ?? 'preview';
  const workspace = current?.id ?? dataset.workspace;
  const may = (ability: Dataset['can'][number]) => dataset.can.includes(ability);
  const items = [
    { value: 'preview', label: t('data.preview') },
    { value: 'columns', label: t('data.columns'), count: dataset.columns.length },
    ...(dataset.kind === 'ingest' && may('ingest') ? [{ value: 'push', label: t('data.push.tab') }] : []),
    ...(may('manage') ? [{ value: 'settings', label: t('data.settings') }] : []),
  ];
  const shown = items.some((item) => item.value === tab) ? tab : 'preview';
  return (
    <Screen wide>
      <PageHead
        title={dataset.label}
        above={
          <Link to="/data" search={{ workspace }} className={css['back']}>
            <Icon name="arrowLeft" size={14} />
            {t('app.nav.data')}
          </Link>
        }
        actions={
          <>
            {may('upload') && (
              <Button icon="upload" onClick={() => setFresh(true)}>
                {t('data.newVersion')}
              </Button>
            )}
            {current?.can.includes('create_dashboard') && (
              <Link
                to="/new"
                search={{ dataset: dataset.name, workspace }}
                className={buttonClass('primary')}
              >
                <Icon name="chart" />
                {t('data.upload.dashboard')}
              </Link>
            )}
          </>
        }
      >
        <p className={css['facts']}>
          <code>{dataset.name}</code>
          <Badge>{kindText(dataset.kind)}</Badge>
          {dataset.inherited && <Badge title={t('app.mark.inheritedHint')}>{t('app.mark.inherited')}</Badge>}
          <span>{t('data.rowCount', { count: dataset.row_count ?? 0 })}</span>
          <span>{t('data.version', { number: formatNumber(dataset.version) })}</span>
          {dataset.updated_at && (
            <time dateTime={dataset.updated_at} title={formatDateTime(dataset.updated_at)}>
              {formatAgo(dataset.updated_at)}
            </time>
          )}
        </p>
      </PageHead>
      {dataset.bad_rows > 0 && (
        <Notice
          tone="warn"
          title={t('data.badRows', { count: dataset.bad_rows })}
          actions={
            may('upload') && (
              <a
                className={buttonClass('secondary', 's')}
                href={url(`/datasets/${dataset.id}/bad-rows`)}
                download
              >
                <Icon name="download" size={14} />
                {t('data.badRowsDownload')}
              </a>
            )
          }
        >
          {t('data.badRowsHint')}
        </Notice>
      )}
      <Tabs
        label={dataset.label}
        value={shown}
        onValueChange={(value) =>
          void navigate({ to: '.', search: { ...search, tab: value }, replace: true })
        }
        items={items}
      >
        <TabPanel value="preview" className={css['panel']}>
          <Preview dataset={dataset} workspace={workspace} />
        </TabPanel>
        <TabPanel value="columns" className={css['panel']}>
          <ColumnTable dataset={dataset} />
        </TabPanel>
        <TabPanel value="push" className={css['panel']}>
          <PushHowTo dataset={dataset} />
        </TabPanel>
        <TabPanel value="settings" className={css['panel']}>
          <div className={css['settings']}>
            <OutsideChoice dataset={dataset} />
            <Remove dataset={dataset} />
          </div>
        </TabPanel>
      </Tabs>
      {fresh && <NewVersion dataset={dataset} onClose={() => setFresh(false)} />}
    </Screen>
  );
}

type Sent = { end_shares?: true };

function Remove({ dataset }: { dataset: Dataset }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const cache = useQueryClient();
  const stops = useStops<Sent>(() => remove.send(confirmed));
  const remove = useSave((query: Sent) => userClient.delete(`/datasets/${dataset.id}`, { query }), {
    onAsked: (error, sent) => {
      setAsking(false);
      return stops.ask(error, sent);
    },
    said: () => t('data.remove.done', { name: dataset.label }),
    onDone: () => {
      void cache.invalidateQueries({ queryKey: keys.datasets(dataset.workspace) });
      void navigate({ to: '/data', search: { workspace: dataset.workspace } });
    },
    onFailed: () => setAsking(false),
    failsInToast: true,
  });
  return (
    <section>
      <h2>{t('data.remove.title')}</h2>
      <p className={css['hint']}>{t('data.remove.hint')}</p>
      <Button icon="trash" onClick={() => setAsking(true)}>
        {t('data.remove.action')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('data.remove.ask', { name: dataset.label })}
        action={t('data.remove.action')}
        busy={remove.busy}
        onConfirm={() => remove.send({})}
      >
        {t('data.remove.warn')}
      </ConfirmDialog>
      {stops.question}
    </section>
  );
}
