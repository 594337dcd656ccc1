/** One widget: its frame with title, menu and states in words, and, inside, the view of its kind. Takes data, never fetches. */
import { type ReactNode, Suspense, useMemo } from 'react';
import { ApiError } from '../../api/problem';
import type { Answer, Widget as WidgetDoc } from '../../api/types';
import { kindOf } from '../../charts';
import { notesOf } from '../../charts/notes';
import type { Look } from '../../charts/view';
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { ErrorBoundary } from './ErrorBoundary';
import { Still } from './Still';
import { refusalDetail, refusalText } from './refusal';
import { sinceText } from './since';
import type { WidgetData } from './useData';
import { WidgetFrame, WidgetWords } from './WidgetFrame';
import css from './Widget.module.css';

const NOTHING: Answer = {
  columns: [],
  rows: [],
  row_count: 0,
  truncated: false,
  as_of: '',
  cached: false,
  fingerprint: '',
};

export function Widget({
  widget,
  data,
  look,
  menu,
  marked,
  wait,
  mends,
  onRetry,
}: {
  widget: WidgetDoc;
  data: WidgetData | undefined;
  look: Look;
  menu?: ReactNode;
  marked?: boolean;
  /** Hold the drawing back although the answer is there (see useLook). */
  wait?: boolean;
  /** Whoever looks may change the question: they are told what the engine says. */
  mends?: boolean | undefined;
  onRetry?: ((widget: WidgetDoc) => void) | undefined;
}) {
  const kind = kindOf(widget.kind);
  const busy = data?.loading === true && data.answer !== undefined;
  const failed = data !== undefined && data.error !== undefined;
  const answer = data?.answer;
  const { timeZone, locale } = look;
  const notes = useMemo(
    () => (answer === undefined ? [] : notesOf(widget.kind, widget.options, answer, timeZone, locale)),
    [widget, answer, timeZone, locale],
  );
  return (
    <WidgetFrame
      title={kind?.control === true ? undefined : widget.title}
      menu={kind?.asks === true ? menu : undefined}
      bare={kind?.control === true}
      busy={busy}
      marked={marked === true}
    >
      {kind === undefined ? (
        <WidgetWords title={t('charts.unknown_kind')} />
      ) : failed ? (
        <WidgetWords
          title={t('view.widgetFailed')}
          hint={refusalText(data.error)}
          detail={mends === true ? refusalDetail(data.error) : undefined}
          action={
            onRetry &&
            (!(data.error instanceof ApiError) || data.error.passing || data.error.code === 'internal') ? (
              <Button size="s" icon="refresh" busy={data.loading} onClick={() => onRetry(widget)}>
                {t('app.tryAgain')}
              </Button>
            ) : undefined
          }
        />
      ) : kind.asks && (data?.answer === undefined || wait === true) ? (
        <Still widget={widget.id} kind={widget.kind} />
      ) : (
        <ErrorBoundary
          resetKey={data?.answer}
          fallback={<WidgetWords title={t('view.widgetBroken')} hint={t('view.widgetBrokenHint')} />}
        >
          <Suspense fallback={kind.control ? null : <Still widget={widget.id} kind={widget.kind} />}>
            <kind.view
              title={widget.title ?? ''}
              options={widget.options}
              answer={data?.answer ?? NOTHING}
              look={look}
            />
          </Suspense>
          {data?.oldSince !== undefined && (
            <p className={css['note']} role="note">
              {t('view.staleSince', { time: sinceText(data.oldSince, Date.now()) })}
            </p>
          )}
          {notes.map((note) => (
            <p key={note} className={css['note']} role="note">
              {note}
            </p>
          ))}
        </ErrorBoundary>
      )}
    </WidgetFrame>
  );
}
