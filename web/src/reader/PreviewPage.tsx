/**
 * A share as its readers will see it (/preview#SESSION), for who may make or change it: the readers' page itself, with a
 * banner above it. The session stands behind `#`, which is sent nowhere, and leaves the address at once; a reload of the
 * tab finds it in the tab's memory.
 */
import { useCallback, useEffect, useState } from 'react';
import { ApiClient, ShareSession } from '../api/client';
import { basePath } from '../api/basePath';
import type { Me } from '../api/types';
import { tabMemory } from '../browser/memory';
import { PageSkeleton } from '../dashboards/view/PageSkeleton';
import { locale, t } from '../i18n/core';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { GuestCard } from './GuestCard';
import { Failed, isGone, Opened } from './SharedPage';
import { Spoken } from './Spoken';
import css from './Preview.module.css';

const memory = 'vitrine.preview';

/** The session behind the address, which no longer shows it; else that of this tab. */
export function takeSession(): string | null {
  const given = location.hash.slice(1);
  if (given === '') return tabMemory.get(memory);
  tabMemory.set(memory, given);
  history.replaceState(history.state, '', location.pathname + location.search);
  return given;
}

type Stage =
  | { at: 'opening' }
  | { at: 'open'; session: ShareSession; title: string }
  | { at: 'over' }
  | { at: 'failed'; error: unknown };

/** Who looks is told of the share by what its readers are told. */
async function opened(session: string): Promise<Stage> {
  const { share } = (await new ApiClient(session).get<Me>('/auth/me')).caller;
  const until = share?.preview_until;
  if (!share || !until) return { at: 'over' };
  return { at: 'open', session: new ShareSession(session, share.dashboard, until), title: share.title };
}

export function PreviewPage() {
  const [session] = useState(takeSession);
  const [stage, setStage] = useState<Stage>(session === null ? { at: 'over' } : { at: 'opening' });
  const open = useCallback(() => {
    if (session === null) return;
    setStage({ at: 'opening' });
    opened(session).then(setStage, (error: unknown) =>
      setStage(isGone(error) ? { at: 'over' } : { at: 'failed', error }),
    );
  }, [session]);
  useEffect(open, [open]);
  const over = useCallback(() => {
    tabMemory.drop(memory);
    setStage({ at: 'over' });
  }, []);

  if (stage.at === 'opening') return <PageSkeleton />;
  if (stage.at === 'open')
    return (
      <Opened
        session={stage.session}
        ends={{ onEnded: over, onOver: over, onRefused: over }}
        above={<Banner title={stage.title} until={stage.session.expiresAt} />}
      />
    );
  return (
    <Spoken>
      {() =>
        stage.at === 'over' ? (
          <GuestCard icon="eye" title={t('view.previewOver')} hint={t('view.previewOverHint')}>
            <Button variant="primary" onClick={close}>
              {t('view.previewClose')}
            </Button>
          </GuestCard>
        ) : (
          <Failed error={stage.error} onAgain={open} />
        )
      }
    </Spoken>
  );
}

/** The tab was opened for this; a browser that does not let it close goes to the app. */
function close(): void {
  tabMemory.drop(memory);
  window.close();
  location.assign(`${basePath}/`);
}

function minutesLeft(until: string): number {
  return Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 60_000));
}

function Banner({ title, until }: { title: string; until: string }) {
  const [left, setLeft] = useState(() => minutesLeft(until));
  useEffect(() => {
    const timer = setInterval(() => setLeft(minutesLeft(until)), 5_000);
    return () => clearInterval(timer);
  }, [until]);
  const minutes = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'minute', unitDisplay: 'short' });
  return (
    <aside className={css['banner']} aria-label={t('view.preview')}>
      <Icon name="eye" size={16} />
      <p>
        <strong>{t('view.previewOf', { title })}</strong>{' '}
        <span>{t('view.previewEnds', { time: minutes.format(left) })}</span>
      </p>
      <Button size="s" onClick={close}>
        {t('view.previewClose')}
      </Button>
    </aside>
  );
}
