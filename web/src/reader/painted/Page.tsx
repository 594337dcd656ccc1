/** The page around the widgets before scripts run: head, grid and frames as DashboardView and Bar will have them. */
import { isWidgetKind, type WidgetKind } from '../../charts/kinds';
import { formatMoment, momentOf } from '../../charts/time';
import { placed } from '../../dashboards/view/layout';
import { WidgetFrame, WidgetWords } from '../../dashboards/view/WidgetFrame';
import { WidgetSkeleton } from '../../dashboards/view/WidgetSkeleton';
import { zoneName } from '../../document/zone';
import { t } from '../../i18n/core';
import { Notice, StateMark } from '../../ui/Bits';
import { LogoImage } from '../../ui/LogoImage';
import css from '../../dashboards/view/Dashboard.module.css';
import { alone } from '../alone';

export interface PaintedWidget {
  readonly id: string;
  readonly kind: WidgetKind;
  readonly title?: string;
  readonly place: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** Is there a drawing, is none to be had, or does it come later? */
  readonly state: 'drawn' | 'failed' | 'late';
}

export interface PageRequest {
  readonly title: string;
  readonly locale: string;
  readonly time_zone: string;
  /** RFC 3339; absent where nothing was asked. */
  readonly as_of?: string;
  readonly shared_by: string;
  readonly logo?: {
    readonly path: string;
    readonly name: string;
    readonly width: number;
    readonly height: number;
  };
  readonly widgets: readonly PaintedWidget[];
}

/** Height of a window, px, of which nothing is known yet. */
export const WINDOW = 800;

const controls: readonly WidgetKind[] = ['dropdown', 'time-range'];

export function Page({
  title,
  locale,
  time_zone: zone,
  as_of: asOf,
  shared_by: by,
  logo,
  widgets,
}: PageRequest) {
  const at = momentOf(asOf);
  const time = at === null ? null : formatMoment(at, 'minute', zone, locale, false);
  return (
    <div className={css['page']}>
      <header className={css['bar']}>
        <div className={css['name']}>
          {logo && <LogoImage src={logo.path} name={logo.name} width={logo.width} height={logo.height} />}
          <h1 className={css['title']}>{title}</h1>
          {time !== null && (
            <span className={css['live']}>
              <StateMark tone="neutral">{t('view.asOf', { time })}</StateMark>
              <span className={css['zone']}>{zoneName(zone)}</span>
            </span>
          )}
        </div>
        <div className={css['tools']}>
          <span className={css['actions']} style={{ height: 'var(--control)' }} />
        </div>
      </header>
      <noscript>
        <div className={css['notes']}>
          <Notice tone="warn" title={t('view.stillTitle')}>
            {time === null ? t('view.stillHint') : `${t('view.stillAsOf', { time })} ${t('view.stillHint')}`}
          </Notice>
        </div>
      </noscript>
      {widgets.length === 0 && <p className={css['nothing']}>{t('view.noWidgets')}</p>}
      <main className={css['grid']}>
        {placed(alone({ widgets }, WINDOW).widgets).map(({ widget, style }) => (
          <div key={widget.id} id={`w-${widget.id}`} className={css['cell']} style={style}>
            <Frame widget={widget} at={widgets.findIndex((one) => one.id === widget.id)} />
          </div>
        ))}
      </main>
      <footer className={css['footer']}>
        <span>{t('view.sharedBy', { name: by })}</span>
      </footer>
    </div>
  );
}

function Frame({ widget, at }: { widget: PaintedWidget; at: number }) {
  const { kind, title, state } = widget;
  if (controls.includes(kind))
    return (
      <WidgetFrame bare>
        <span style={{ height: 'var(--control)' }} />
      </WidgetFrame>
    );
  return (
    <WidgetFrame title={title}>
      {!isWidgetKind(kind) ? (
        <WidgetWords title={t('charts.unknown_kind')} />
      ) : state === 'failed' ? (
        <WidgetWords title={t('view.widgetFailed')} />
      ) : state === 'late' ? (
        <WidgetSkeleton kind={kind} />
      ) : (
        // Its own children are the body's: nothing of the layout is between them.
        <div
          data-painted={widget.id}
          style={{ display: 'contents' }}
          // oxlint-disable-next-line react/no-danger -- a number between the signs of a comment
          dangerouslySetInnerHTML={{ __html: `<!--${at}-->` }}
        />
      )}
    </WidgetFrame>
  );
}
