/** Shares that have ended, folded away below those that are open. */
import { useState, type ReactNode } from 'react';
import { t } from '../../i18n/core';
import { Button } from '../../ui';
import door from '../Door.module.css';

export function EndedShares({ count, children }: { count: number; children: () => ReactNode }) {
  const [shown, setShown] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <Button
        variant="ghost"
        size="s"
        className={door['more']}
        icon={shown ? 'chevronUp' : 'chevronDown'}
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {t('sharing.ended_links', { count })}
      </Button>
      {shown && children()}
    </>
  );
}
