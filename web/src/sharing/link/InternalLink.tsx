/** The address for people of the house: what the page shows now, with *Embed* and *Readable parameters*. */
import { useState } from 'react';
import { here } from '../../api/basePath';
import type { Dashboard, Id } from '../../api/types';
import { t } from '../../i18n/core';
import { Switch } from '../../ui';
import { CopyField } from '../../ui/CopyField';
import { internalUrl, stateOfAddress, type LinkState } from './links';
import door from '../Door.module.css';
import css from './Link.module.css';

export function InternalLink({
  dashboard,
  workspace,
  state,
}: {
  dashboard: Dashboard;
  workspace: Id;
  state?: LinkState;
}) {
  const [embed, setEmbed] = useState(false);
  const [readable, setReadable] = useState(true);
  const shown = state ?? stateOfAddress(globalThis.location.search, dashboard);
  const url = internalUrl(here, dashboard, workspace, shown, { embed, readable });
  return (
    <section className={door['section']} aria-labelledby="internal-link">
      <div>
        <h3 id="internal-link">{t('sharing.internal')}</h3>
        <p className={css['quiet']}>{t('sharing.internal_hint')}</p>
      </div>
      <CopyField value={url} label={t('sharing.internal_url')} mono />
      <div className={css['switches']}>
        <Switch
          label={t('sharing.embed')}
          hint={t('sharing.embed_hint')}
          checked={embed}
          onCheckedChange={setEmbed}
        />
        <Switch
          label={t('sharing.readable')}
          hint={t('sharing.readable_hint')}
          checked={readable}
          onCheckedChange={setReadable}
        />
      </div>
    </section>
  );
}
