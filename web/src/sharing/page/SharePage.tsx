/** One share: what it opens and until when, who reads it, how it is used, what was done to it, and what can be done with it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import { shareQuery, useWorkspaces } from '../../api/queries';
import type { Id, Share } from '../../api/types';
import { kindIcon, kindText } from '../../access/outside';
import { PageHead } from '../../kit/PageHead';
import { Screen } from '../../kit/Screen';
import { Failure } from '../../kit/ScreenError';
import { usePageTitle } from '../../kit/pageTitle';
import { t } from '../../i18n';
import { formatMoment } from '../../i18n/format';
import { Badge, Badges, Button, Icon, Notice, Skeleton, StateMark } from '../../ui';
import { stateText, stateTone } from '../list/listWords';
import { ShareActions } from '../list/ShareActions';
import { ShareWaiting } from '../list/ShareWaiting';
import { Readers } from './Readers';
import { Statistics } from './Statistics';
import { WhatItOpens } from './WhatItOpens';
import css from './SharePage.module.css';

/** What was done to it: another area's, handed in by who composes the page. */
export type History = ComponentType<{ object: Id; workspace: Id }>;

export function SharePage({ history: HistoryOf }: { history: History }) {
  const { id = '' } = useParams({ strict: false });
  const asked = useQuery({
    ...shareQuery(id),
    // Views and who is watching move by themselves.
    refetchInterval: 10_000,
  });
  usePageTitle(asked.data?.title || t('app.nav.shares'));
  if (asked.data === undefined) {
    if (asked.error) return <Failure error={asked.error} onAgain={() => void asked.refetch()} />;
    return (
      <Screen>
        <Skeleton height={320} />
      </Screen>
    );
  }
  return <Shown share={asked.data} history={HistoryOf} />;
}

function Shown({ share, history: HistoryOf }: { share: Share; history: History }) {
  const [looking, setLooking] = useState(false);
  const place = useWorkspaces().data?.find(({ id }) => id === share.workspace)?.name;
  const title = share.title || t('sharing.list.untitled');
  return (
    <Screen>
      <PageHead
        above={
          <Link to="/shares" search={{ workspace: share.workspace }} className={css['back']}>
            <Icon name="arrowLeft" size={14} />
            {t('app.nav.shares')}
          </Link>
        }
        title={title}
        actions={<ShareActions share={share} />}
      >
        <div className={css['facts']}>
          <Badges>
            <StateMark tone={stateTone(share)} pulse={share.watching > 0}>
              {stateText(share)}
            </StateMark>
            {share.opens_to_anyone && share.state === 'live' && (
              <Badge tone="warn" icon="globe" title={t('sharing.list.anyoneHint')}>
                {t('sharing.list.anyone')}
              </Badge>
            )}
          </Badges>
          <span>
            <Icon name={kindIcon(share.kind)} size={14} /> {kindText(share.kind)}
          </span>
          <span>
            {t('sharing.page.opens')}{' '}
            <Link
              to="/d/$id/{-$slug}"
              params={{ id: share.dashboard }}
              search={{ workspace: share.workspace }}
            >
              {share.dashboard_title || t('sharing.page.goneDashboard')}
            </Link>
            {place !== undefined && ` · ${place}`}
          </span>
          <span>
            {t('sharing.page.madeBy', { owner: share.owner.name, at: formatMoment(share.created_at) })}
          </span>
        </div>
        {share.description !== '' && <p className={css['note']}>{share.description}</p>}
      </PageHead>
      {share.can.includes('take_over') && (
        <Notice tone="warn" title={t('sharing.unowned.one')}>
          {t('sharing.unowned.oneText', { owner: share.owner.name })}
        </Notice>
      )}
      {share.waiting && (
        <Notice
          tone="warn"
          title={t('sharing.waits')}
          actions={<Button onClick={() => setLooking(true)}>{t('sharing.waits_look')}</Button>}
        >
          {t('sharing.page.waits')}
        </Notice>
      )}
      <div className={css['columns']}>
        <div className={css['column']}>
          <Section title={t('sharing.page.terms')}>
            <WhatItOpens share={share} />
          </Section>
          <Section title={t('sharing.page.readers')}>
            <Readers share={share} />
          </Section>
        </div>
        <div className={css['column']}>
          <Section title={t('sharing.page.use')}>
            <Statistics share={share} />
          </Section>
        </div>
      </div>
      <Section title={t('sharing.page.history')}>
        <HistoryOf object={share.id} workspace={share.workspace} />
      </Section>
      {looking && <ShareWaiting share={share} onClose={() => setLooking(false)} />}
    </Screen>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css['section']} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
