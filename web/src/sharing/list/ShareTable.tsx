/** Shares as rows, each with the way to its page, its state, its use and its menu; as cards on phones. */
import { Link } from '@tanstack/react-router';
import type { Id, Share } from '../../api/types';
import { kindIcon, kindText } from '../../access/outside';
import { useWorkspace } from '../../kit/workspace';
import { t } from '../../i18n';
import { formatAgo, formatDateTime, formatNumber } from '../../i18n/format';
import { Badge, Badges, Icon, StateMark, Table, Td, Th } from '../../ui';
import { lifeText, ruleWords, stateText, stateTone } from './listWords';
import { ShareMenu } from './ShareMenu';
import { selectable, type Selection } from './selection';
import { WaitsButton } from './Waits';
import css from './SharesPage.module.css';

export function ShareTable({ shares, selection }: { shares: readonly Share[]; selection: Selection }) {
  const { all } = useWorkspace();
  const place = (id: Id) => all.find((one) => one.id === id)?.name ?? '';
  const several = new Set(shares.map(({ workspace }) => workspace)).size > 1;
  return (
    <Table label={t('app.nav.shares')} cards>
      <thead>
        <tr>
          <Th>
            <span className={css['pick']}>
              <input
                type="checkbox"
                aria-label={t('sharing.list.selectAll')}
                checked={selection.every}
                ref={(box) => {
                  if (box) box.indeterminate = selection.chosen.length > 0 && !selection.every;
                }}
                disabled={!shares.some(selectable)}
                onChange={(event) => selection.setAll(event.target.checked)}
              />
              {t('sharing.list.share')}
            </span>
          </Th>
          <Th>{t('sharing.list.state.title')}</Th>
          <Th>{t('sharing.list.owner')}</Th>
          {several && <Th>{t('access.workspace')}</Th>}
          <Th numeric>{t('sharing.list.views')}</Th>
          <Th>{t('sharing.list.lastSeen')}</Th>
          <Th>{t('sharing.list.ends')}</Th>
          <Th>
            <span className="visually-hidden">{t('sharing.list.actions')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {shares.map((share) => (
          <Row
            key={share.id}
            share={share}
            place={several ? place(share.workspace) : undefined}
            selection={selection}
          />
        ))}
      </tbody>
    </Table>
  );
}

function Row({
  share,
  place,
  selection,
}: {
  share: Share;
  /** Where it opens, where that is not the same for all. */
  place: string | undefined;
  selection: Selection;
}) {
  const title = share.title || t('sharing.list.untitled');
  return (
    <tr className={share.state === 'ended' ? css['ended'] : undefined}>
      <Td>
        <span className={css['pick']}>
          <input
            type="checkbox"
            aria-label={t('sharing.list.select', { title })}
            checked={selection.has(share.id)}
            disabled={!selectable(share)}
            onChange={(event) => selection.set(share.id, event.target.checked)}
          />
          <span className={css['main']}>
            <strong>
              <Link to="/shares/$id" params={{ id: share.id }} search={{ workspace: share.workspace }}>
                {title}
              </Link>
            </strong>
            <span>
              <Icon name={kindIcon(share.kind)} size={13} /> {kindText(share.kind)} ·{' '}
              <Link
                to="/d/$id/{-$slug}"
                params={{ id: share.dashboard }}
                search={{ workspace: share.workspace }}
              >
                {share.dashboard_title}
              </Link>
            </span>
            {ruleWords(share).length > 0 && (
              <span className={css['rules']}>{ruleWords(share).join(' · ')}</span>
            )}
          </span>
        </span>
      </Td>
      <Td data-label={t('sharing.list.state.title')}>
        <Badges>
          <StateMark tone={stateTone(share)} pulse={share.watching > 0}>
            {stateText(share)}
          </StateMark>
          {share.waiting && <WaitsButton share={share} />}
          {share.opens_to_anyone && share.state === 'live' && (
            <Badge tone="warn" icon="globe" title={t('sharing.list.anyoneHint')}>
              {t('sharing.list.anyone')}
            </Badge>
          )}
        </Badges>
      </Td>
      <Td data-label={t('sharing.list.owner')}>{share.owner.name}</Td>
      {place !== undefined && <Td data-label={t('access.workspace')}>{place}</Td>}
      <Td numeric data-label={t('sharing.list.views')}>
        <span>
          {formatNumber(share.views)}
          {share.max_views !== null && (
            <span className={css['of']}>
              {' '}
              {t('sharing.list.ofViews', { most: formatNumber(share.max_views) })}
            </span>
          )}
        </span>
      </Td>
      <Td data-label={t('sharing.list.lastSeen')} className={css['nowrap']}>
        <time dateTime={share.last_seen_at ?? undefined} title={formatDateTime(share.last_seen_at)}>
          {share.watching > 0
            ? t('sharing.list.watching', { count: share.watching })
            : share.last_seen_at
              ? formatAgo(share.last_seen_at)
              : t('sharing.list.neverSeen')}
        </time>
      </Td>
      <Td data-label={t('sharing.list.ends')} className={css['nowrap']}>
        {lifeText(share)}
      </Td>
      <Td className={css['menu']}>
        <ShareMenu share={share} />
      </Td>
    </tr>
  );
}
