/** The door *Embed in a site*: dashboards on the pages of other sites, which let their own readers in. */
import { useState } from 'react';
import { useDatasets } from '../../api/queries';
import type { Dashboard, FreshShareKey, Share, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { ListScreen } from '../../kit/ListScreen';
import { Button, IconButton } from '../../ui';
import { ClosedNotice } from '../ClosedNotice';
import { EndedShares } from '../link/EndedShares';
import { stateOfAddress, type LinkState } from '../link/links';
import { ShareList } from '../link/ShareList';
import { useRevisions, useShares } from '../link/useShares';
import { ChangeShare } from '../terms/ChangeShare';
import { keptDrafts } from '../terms/keptDrafts';
import { Keys } from './Keys';
import { nameOfEmbed, NewEmbed } from './NewEmbed';
import door from '../Door.module.css';
import css from './Embed.module.css';

export type MadeEmbed = { share: Share; key: FreshShareKey | null };

export function EmbedDoor({
  dashboard,
  workspace,
  made,
  onMade,
  onCopied,
  onDone,
  state,
}: {
  dashboard: Dashboard;
  workspace: Workspace;
  /** The embed whose keys are shown, with one that was just made. */
  made: MadeEmbed | null;
  onMade: (made: MadeEmbed | null) => void;
  onCopied: () => void;
  onDone: () => void;
  state?: LinkState;
}) {
  const makes = dashboard.can.includes('create_share');
  const actions = useShares(dashboard.id, workspace.id, true);
  const datasets = useDatasets(workspace.id).data;
  const [creating, setCreating] = useState(
    () => makes && keptDrafts.get(nameOfEmbed(dashboard.id, workspace.id)) !== undefined,
  );
  const [changing, setChanging] = useState<Share | null>(null);
  const all = (actions.list.data ?? []).filter(({ kind }) => kind === 'embed');
  const revisions = useRevisions(
    dashboard.id,
    all.some(({ pinned }) => pinned !== null),
  );
  if (creating) {
    return (
      <NewEmbed
        dashboard={dashboard}
        workspace={workspace}
        shown={(state ?? stateOfAddress(globalThis.location.search, dashboard)).variables}
        create={actions.create}
        onCancel={() => setCreating(false)}
        onCreated={({ share, key }) => {
          setCreating(false);
          onMade({ share, key: key ?? null });
        }}
      />
    );
  }
  if (changing !== null) {
    return (
      <ChangeShare
        share={all.find(({ id }) => id === changing.id) ?? changing}
        change={(patch) => actions.change(changing, patch)}
        onClose={() => setChanging(null)}
      />
    );
  }
  if (made !== null) {
    const share = all.find(({ id }) => id === made.share.id) ?? made.share;
    return (
      <div className={door['door']}>
        <div className={css['head']}>
          <h3>
            <IconButton icon="arrowLeft" label={t('sharing.back')} onClick={onDone} /> {share.title}
          </h3>
        </div>
        <Keys share={share} fresh={made.key} onFresh={(key) => onMade({ share, key })} onCopied={onCopied} />
      </div>
    );
  }
  const open = all.filter((share) => share.state !== 'ended');
  const ended = all.filter((share) => share.state === 'ended');
  const list = (shares: readonly Share[]) => (
    <ShareList
      label={t('embed.embeds')}
      shares={shares}
      actions={actions}
      variables={dashboard.document.variables ?? []}
      datasets={datasets}
      context={{
        widgets: dashboard.document.widgets.length,
        savedAt: (revision) => revisions.find((one) => one.revision === revision)?.saved_at,
      }}
      onRotated={() => {}}
      onChange={setChanging}
      under={(share) => (
        <>
          <p className={css['quiet']}>{(share.origins ?? []).join(', ')}</p>
          {share.state !== 'ended' && (
            <Button
              variant="ghost"
              size="s"
              icon="key"
              className={css['more']}
              onClick={() => onMade({ share, key: null })}
            >
              {t('embed.keys_and_code')}
            </Button>
          )}
        </>
      )}
    />
  );
  return (
    <div className={door['door']}>
      <section aria-labelledby="embeds">
        <div className={css['head']}>
          <div>
            <h3 id="embeds">{t('embed.embeds')}</h3>
            <p className={css['quiet']}>{t('embed.intro')}</p>
          </div>
          {makes && (
            <Button icon="plus" variant="primary" onClick={() => setCreating(true)}>
              {t('embed.new')}
            </Button>
          )}
        </div>
        {!makes && <ClosedNotice dashboard={dashboard} workspace={workspace} />}
        <ListScreen list={actions.list} wait={52} onAgain={() => void actions.list.refetch()}>
          {all.length === 0 && <p className={css['quiet']}>{t('embed.none')}</p>}
          {open.length > 0 && list(open)}
          <EndedShares count={ended.length}>{() => list(ended)}</EndedShares>
        </ListScreen>
      </section>
    </div>
  );
}
