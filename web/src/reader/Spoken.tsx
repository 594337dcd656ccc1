/**
 * Draws its children once the texts of their language are there, and anew when that becomes another one. A reader page loads
 * one language: that of its share, else that of the browser. Which one a share speaks is known to who may read it, so nothing
 * is loaded before that has been asked.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { PageSkeleton } from '../dashboards/view/PageSkeleton';
import { loadTexts, preferredLanguage, type Language } from '../i18n';
import { ToastProvider } from '../ui/Toast';

/** What this page has spoken last: its last word is not in another language than what came before it. */
let spoken: Language | null = null;

export function Spoken({
  language = spoken,
  children,
}: {
  /** That of the share; null: the browser's. Left out where no share is known (any more). */
  language?: Language | null | undefined;
  children: () => ReactNode;
}) {
  const wanted = language ?? preferredLanguage();
  const [ready, setReady] = useState(spoken);
  useEffect(() => {
    let over = false;
    if (wanted === spoken) setReady(wanted);
    else
      void loadTexts(wanted, 'reader').then(() => {
        spoken = wanted;
        if (!over) setReady(wanted);
      });
    return () => {
      over = true;
    };
  }, [wanted]);
  return ready === wanted ? <ToastProvider key={wanted}>{children()}</ToastProvider> : <PageSkeleton />;
}
