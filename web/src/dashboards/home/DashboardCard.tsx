/** One dashboard in the overview: an abstract of what is on it, its name, its marks, its age. */
import { Link } from '@tanstack/react-router';
import type { DashboardSummary } from '../../api/types';
import { slugOf } from '../../kit/slug';
import { t } from '../../i18n';
import { formatAgo, formatDateTime } from '../../i18n/format';
import { Badge } from '../../ui';
import { SharedMark } from '../../access/outside';
import { Abstract } from './Abstract';
import css from './DashboardCard.module.css';

export function DashboardCard({ dashboard, workspace }: { dashboard: DashboardSummary; workspace: string }) {
  return (
    <article className={css['card']}>
      <div className={css['picture']}>
        <Abstract kinds={dashboard.widget_kinds} seed={dashboard.id} />
      </div>
      <div className={css['words']}>
        <h2 className={css['title']}>
          <Link
            to="/d/$id/{-$slug}"
            params={{ id: dashboard.id, slug: slugOf(dashboard.title) }}
            search={{ workspace }}
          >
            {dashboard.title}
          </Link>
        </h2>
        <div className={css['marks']}>
          {dashboard.outside.length > 0 && (
            <Link to="/shares" search={{ workspace, dashboard: dashboard.id }} className={css['mark']}>
              <SharedMark outside={dashboard.outside} />
            </Link>
          )}
          {dashboard.private && (
            <Badge icon="lock" title={t('dashboards.mark.privateHint')}>
              {t('dashboards.mark.private')}
            </Badge>
          )}
          {dashboard.restricted && (
            <Badge icon="lock" title={t('dashboards.mark.restrictedHint')}>
              {t('dashboards.mark.restricted')}
            </Badge>
          )}
          {dashboard.inherited && (
            <Badge title={t('app.mark.inheritedHint')}>{t('app.mark.inherited')}</Badge>
          )}
        </div>
      </div>
      <p className={css['foot']}>
        {/* A line of its own, also when empty: the cards of a row stay alike. */}
        <span className={css['tags']}>{dashboard.tags.join(' · ') || '\u00a0'}</span>
        <span>{t(`dashboards.level.${dashboard.level}`)}</span>
        <time dateTime={dashboard.updated_at} title={formatDateTime(dashboard.updated_at)}>
          {formatAgo(dashboard.updated_at)}
        </time>
      </p>
    </article>
  );
}
