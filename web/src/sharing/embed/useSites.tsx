/** Of the share form: what only embeds have, for a new one and for changing one. */
import { useState } from 'react';
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import type { Audience } from '../terms/audience';
import { badSite, sitesOf } from './sites';
import { SitesField } from './SitesField';

function wrong(text: string): string | undefined {
  const bad = badSite(text);
  if (bad !== undefined) return t('embed.bad_site', { site: bad.trim() });
  return sitesOf(text).length === 0 ? t('embed.need_site') : undefined;
}

/** The sites that were typed: their field, and what is sent. */
export function useSites(before: readonly string[], autoFocus = false): Audience {
  const [text, setText] = useState(() => before.join('\n'));
  const [tried, setTried] = useState(false);
  const problem = wrong(text);
  const origins = sitesOf(text);
  const same = JSON.stringify(origins) === JSON.stringify([...before].sort());
  return {
    fields: (
      <SitesField
        value={text}
        error={tried ? problem : undefined}
        autoFocus={autoFocus}
        onValue={(value) => {
          setTried(false);
          setText(value);
        }}
      />
    ),
    body: { kind: 'embed', origins },
    patch: same ? {} : { origins },
    faulty: false,
    settle: async () => {
      setTried(true);
      return problem === undefined ? { origins } : null;
    },
    proves: true,
    whole: true,
  };
}

/** Nothing for other kinds. */
export function useSiteTerms(share: Share): Audience | undefined {
  const [opened] = useState(share);
  const sites = useSites(opened.origins ?? []);
  return opened.kind === 'embed' ? sites : undefined;
}
