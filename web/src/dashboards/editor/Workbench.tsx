/** Title, document and live preview side by side (on phones one after the other), with saving and its surprises. */
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useDatasets } from '../../api/queries';
import type { Dashboard, DashboardDocument, Id } from '../../api/types';
import { zoneName } from '../../document/zone';
import { usePageTitle } from '../../kit/pageTitle';
import { problemText } from '../../api/problemText';
import { waitsText } from '../page/waitsText';
import { slugOf } from '../../kit/slug';
import { locale, t } from '../../i18n/core';
import { agoText } from '../../i18n/instant';
import { Button, ConfirmDialog, cx, IconButton, Menu, MenuItem, Notice, Skeleton, useToast } from '../../ui';
import { clockOf, withClock } from './clock';
import { ConflictDialog } from './ConflictDialog';
import type { Names } from './complete';
import { Faults } from './Faults';
import type { JsonEditorHandle } from './JsonEditor';
import { optionsOf } from './kindOptions';
import { Preview } from './Preview';
import { parseDocument, useCheck } from './useCheck';
import { useDocument, type Place, type Start } from './useDocument';
import css from './Editor.module.css';

const ClockDialog = lazy(async () => ({ default: (await import('./ClockDialog')).ClockDialog }));
const JsonEditor = lazy(async () => ({ default: (await import('./JsonEditor')).JsonEditor }));

export function Workbench({
  place,
  workspace,
  start,
  tags,
}: {
  place: Place;
  /** Where the document lives: its datasets, its checks. */
  workspace: Id;
  start: Start;
  tags: readonly string[];
}) {
  const toast = useToast();
  const navigate = useNavigate();
  const editing = useDocument(place, start);
  const { title, text, dirty, isNew } = editing;
  const check = useCheck(workspace, text);
  const datasets = useDatasets(workspace).data;
  const names = useMemo<Names>(() => ({ datasets: datasets ?? [], optionsOf }), [datasets]);
  const editor = useRef<JsonEditorHandle>(null);
  const [side, setSide] = useState<'document' | 'preview'>('document');
  const [refused, setRefused] = useState<string | null>(null);
  const [timing, setTiming] = useState(false);
  const leaving = useRef(false);
  usePageTitle(title.trim() === '' ? t('dashboards.editor.untitled') : title);

  // The preview stays at the last text without faults instead of flickering through half-typed ones.
  const lastGood = useRef<DashboardDocument | null>(null);
  const shown = useMemo(() => {
    if (check.good) lastGood.current = parseDocument(text);
    return lastGood.current;
  }, [check.good, text]);

  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => !leaving.current && dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty && !leaving.current,
    withResolver: true,
  });

  const clock = useMemo(() => clockOf(text), [text]);
  const clockName =
    clock === null
      ? t('dashboards.editor.clock')
      : clock.zone === 'viewer'
        ? t('dashboards.editor.clock_viewer')
        : zoneName(clock.zone);

  const titleMissing = title.trim() === '';
  const savable = parseDocument(text) !== null && !titleMissing && (dirty || isNew);

  const attempt = async (work: () => Promise<void>) => {
    setRefused(null);
    try {
      await work();
    } catch (error) {
      setRefused(problemText(error));
    }
  };
  /** Who does not see it yet is said with it: questions are approved by whoever's rows they show. */
  const said = (saved: Dashboard | null) => {
    if (saved === null) return;
    const waits = waitsText(saved);
    toast(
      waits.length === 0
        ? { kind: 'good', text: t('dashboards.editor.saved') }
        : { text: [t('dashboards.editor.saved'), ...waits].join(' ') },
    );
  };
  const save = (share = false) =>
    attempt(async () => {
      if (!savable || editing.saving) return;
      if (isNew) {
        const made = await editing.create();
        leaving.current = true;
        toast({ kind: 'good', text: t('dashboards.editor.created', { title: made.title }) });
        await navigate({
          to: '/d/$id/{-$slug}',
          params: { id: made.id, slug: slugOf(made.title) },
          // The page opens the share dialog: who shall see it is asked while it is on one's mind.
          search: share ? { share: 'people' } : {},
        });
      } else {
        said(await editing.save(tags));
      }
    });
  const overwrite = () =>
    attempt(async () => {
      const { conflict } = editing;
      if (conflict) said(await editing.save(conflict.theirs.tags, conflict.etag));
    });
  const discard = () => {
    const undo = editing.discard();
    toast({ text: t('dashboards.editor.discarded'), action: { label: t('kit.undo'), onSelect: undo } });
  };
  const leave = () => {
    if ('dashboard' in place) {
      void navigate({
        to: '/d/$id/{-$slug}',
        params: { id: place.dashboard, slug: slugOf(title) },
        search: place.workspace ? { workspace: place.workspace } : {},
      });
    } else void navigate({ to: '/', search: { workspace } });
  };

  return (
    <div className={css['page']}>
      <header className={css['head']}>
        <IconButton
          icon="arrowLeft"
          label={t(isNew ? 'dashboards.editor.back_home' : 'dashboards.editor.back')}
          onClick={leave}
        />
        <input
          className={css['title']}
          aria-label={t('dashboards.editor.title')}
          aria-invalid={titleMissing || undefined}
          placeholder={t('dashboards.editor.title_placeholder')}
          maxLength={200}
          value={title}
          onChange={(event) => editing.setTitle(event.target.value)}
        />
        <span className={css['state']} role="status">
          {titleMissing
            ? t('dashboards.editor.title_missing')
            : isNew
              ? t('dashboards.editor.state_new')
              : dirty
                ? t('dashboards.editor.state_dirty')
                : t('dashboards.editor.state_saved')}
        </span>
        <Button
          variant="ghost"
          icon="clock"
          className={css['clock']}
          aria-label={t('dashboards.editor.clock_open', { clock: clockName })}
          title={t('dashboards.editor.clock_open', { clock: clockName })}
          onClick={() => setTiming(true)}
        >
          <span>{clockName}</span>
        </Button>
        {dirty && !isNew && (
          <Menu
            label={t('dashboards.editor.more')}
            trigger={<IconButton icon="more" label={t('dashboards.editor.more')} />}
          >
            <MenuItem icon="undo" hint={t('dashboards.editor.discard_hint')} onSelect={discard}>
              {t('dashboards.editor.discard')}
            </MenuItem>
          </Menu>
        )}
        {isNew && (
          <Button icon="share" busy={editing.saving} disabled={!savable} onClick={() => void save(true)}>
            {t('dashboards.createShare')}
          </Button>
        )}
        <Button variant="primary" busy={editing.saving} disabled={!savable} onClick={() => void save()}>
          {t(isNew ? 'dashboards.editor.create' : 'dashboards.editor.save')}
        </Button>
      </header>
      {editing.restored !== null && (
        <div className={css['notice']}>
          <Notice
            title={t('dashboards.editor.restored', {
              ago: agoText(new Date(editing.restored).toISOString(), new Date(), locale()),
            })}
            actions={
              <>
                <Button size="s" onClick={discard}>
                  {t('dashboards.editor.discard')}
                </Button>
                <Button size="s" onClick={() => editing.setRestored(null)}>
                  {t('dashboards.editor.keep')}
                </Button>
              </>
            }
          />
        </div>
      )}
      {!editing.kept && (
        <div className={css['notice']}>
          <Notice tone="warn">{t('dashboards.editor.not_kept')}</Notice>
        </div>
      )}
      {refused && (
        <div className={css['notice']}>
          <Notice tone="bad" title={t('dashboards.editor.not_saved')}>
            {refused}
          </Notice>
        </div>
      )}
      <div className={css['sides']} role="group" aria-label={t('dashboards.editor.sides')}>
        {(['document', 'preview'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={side === one} onClick={() => setSide(one)}>
            {t(`dashboards.editor.side_${one}`)}
          </button>
        ))}
      </div>
      <div className={css['work']}>
        <section
          className={cx(css['left'], side !== 'document' && css['away'])}
          aria-label={t('dashboards.editor.side_document')}
        >
          <div className={css['code']}>
            <Suspense fallback={<Skeleton height="100%" />}>
              <JsonEditor
                ref={editor}
                label={t('dashboards.editor.document')}
                value={text}
                onChange={editing.setText}
                names={names}
                faults={check.faults}
                onSave={() => void save()}
              />
            </Suspense>
          </div>
          <Faults
            check={check}
            text={text}
            onJump={(fault) => {
              editor.current?.jump(fault.from);
            }}
          />
        </section>
        <section
          className={cx(css['right'], side !== 'preview' && css['away'])}
          aria-label={t('dashboards.editor.side_preview')}
        >
          <Preview document={shown} workspace={workspace} title={title} stale={check.faults.length > 0} />
        </section>
      </div>
      {timing && (
        <Suspense fallback={null}>
          <ClockDialog
            clock={clock}
            onClose={() => setTiming(false)}
            onClock={(next) => {
              editing.setText(withClock(text, next));
              setTiming(false);
            }}
          />
        </Suspense>
      )}
      <ConflictDialog
        conflict={editing.conflict}
        mine={text}
        myTitle={title}
        busy={editing.saving}
        onClose={() => editing.setConflict(null)}
        onTheirs={() => editing.conflict && editing.takeTheirs(editing.conflict)}
        onMine={() => void overwrite()}
      />
      <ConfirmDialog
        open={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('dashboards.editor.leave_title')}
        action={t('dashboards.editor.leave')}
        onConfirm={() => blocker.proceed?.()}
      >
        {t('dashboards.editor.leave_text')}
      </ConfirmDialog>
    </div>
  );
}
