/**
 * Changes that take data away from live shares are asked about before they are done: the server says which shares would stop, and the
 * same change goes out again with the word that they may.
 */
import { useState, type ReactNode } from 'react';
import { ApiError } from '../api/problem';
import type { Named } from '../api/types';
import { t } from '../i18n';
import { Badge, Badges, ConfirmDialog } from '../ui';

export interface Stops<Sent> {
  /** Takes over such a refusal; false: it is another one. */
  readonly ask: (error: unknown, sent: Sent) => boolean;
  readonly question: ReactNode;
}

/** What confirms it, beside what was sent. */
export const confirmed = { end_shares: true } as const;

export function useStops<Sent>(again: (sent: Sent) => void): Stops<Sent> {
  const [asked, setAsked] = useState<{ count: number; shares: readonly Named[]; sent: Sent } | null>(null);
  return {
    ask: (error, sent) => {
      if (!(error instanceof ApiError) || error.why.reason !== 'stops_shares') return false;
      const { count = 0, shares = [] } = error.why;
      setAsked({ count, shares, sent });
      return true;
    },
    question: asked && (
      <ConfirmDialog
        onClose={() => setAsked(null)}
        title={t('kit.stops.title', { count: asked.count })}
        action={t('kit.stops.do', { count: asked.count })}
        about={<StoppedShares count={asked.count} shares={asked.shares} />}
        onConfirm={() => {
          setAsked(null);
          again(asked.sent);
        }}
      >
        {t('kit.stops.text')}
      </ConfirmDialog>
    ),
  };
}

/** The shares by name; those that the reader may not see by their number. */
function StoppedShares({ count, shares }: { count: number; shares: readonly Named[] }) {
  const more = count - shares.length;
  return (
    <Badges>
      {shares.map(({ id, name }) => (
        <Badge key={id}>{name}</Badge>
      ))}
      {more > 0 && <Badge>{t('kit.stops.more', { count: more })}</Badge>}
    </Badges>
  );
}
