/** The door *Link*: the internal address, and the links that open the dashboard to people without an account. */
import { useState } from 'react';
import { useDatasets } from '../../api/queries';
import type { Dashboard, Share, ShareWithLink, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { ListScreen } from '../../kit/ListScreen';
import { Button } from '../../ui';
import { ClosedNotice } from '../ClosedNotice';
import { ChangeShare } from '../terms/ChangeShare';
import { CreatedLink } from './CreatedLink';
import { CreateShare } from '../terms/CreateShare';
import { keptDrafts, nameOfNew } from '../terms/keptDrafts';
import { EndedShares } from './EndedShares';
import { InternalLink } from './InternalLink';
import { stateOfAddress, type LinkState } from './links';
import { ShareList } from './ShareList';
import { useRevisions, useShares } from './useShares';
import door from '../Door.module.css';
import css from './Link.module.css';

export function LinkDoor({
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
  /** A link to show this once. */
  made: ShareWithLink | null;
  onMade: (made: ShareWithLink | null) => void;
  onCopied: () => void;
  onDone: () => void;
  state?: LinkState;
}) {
  const sees = dashboard.can.includes('see_shares');
  const makes = sees && dashboard.can.includes('create_share');
  const actions = useShares(dashboard.id, workspace.id, sees);
  const datasets = useDatasets(sees ? workspace.id : undefined).data;
  // A new link that was begun and not finished goes on.
  const [creating, setCreating] = useState(
    () => makes && keptDrafts.get(nameOfNew(dashboard.id, workspace.id)) !== undefined,
  );
  const [changing, setChanging] = useState<Share | null>(null);

  const all = (actions.list.data ?? []).filter(({ kind }) => kind === 'link');
  const revisions = useRevisions(
    dashboard.id,
    all.some(({ pinned }) => pinned !== null),
  );
  if (creating) {
    return (
      <CreateShare
        dashboard={dashboard}
        workspace={workspace}
        shown={(state ?? stateOfAddress(globalThis.location.search, dashboard)).variables}
        create={actions.create}
        onCancel={() => setCreating(false)}
        onCreated={({ share, link = '' }) => {
          onMade({ share, link });
          setCreating(false);
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

  const variables = dashboard.document.variables ?? [];
  const context = {
    widgets: dashboard.document.widgets.length,
    savedAt: (revision: number) => revisions.find((one) => one.revision === revision)?.saved_at,
  };
  const open = all.filter((share) => share.state !== 'ended');
  const ended = all.filter((share) => share.state === 'ended');
  const list = (shares: typeof all) => (
    <ShareList
      label={t('sharing.outside')}
      shares={shares}
      actions={actions}
      variables={variables}
      datasets={datasets}
      context={context}
      onRotated={onMade}
      onChange={setChanging}
    />
  );
  return (
    <div className={door['door']}>
      {made && <CreatedLink key={made.link} made={made} onCopied={onCopied} onDone={onDone} />}
      <InternalLink dashboard={dashboard} workspace={workspace.id} {...(state ? { state } : {})} />
      {sees && (
        <section className={door['section']} aria-labelledby="outside-links">
          <div className={css['sectionHead']}>
            <div>
              <h3 id="outside-links">{t('sharing.outside')}</h3>
              <p className={css['quiet']}>{t('sharing.outside_hint')}</p>
            </div>
            {makes && (
              <Button icon="plus" variant="primary" onClick={() => setCreating(true)}>
                {t('sharing.new_link')}
              </Button>
            )}
          </div>
          {!makes && <ClosedNotice dashboard={dashboard} workspace={workspace} />}
          <ListScreen list={actions.list} wait={52} onAgain={() => void actions.list.refetch()}>
            {open.length === 0 && (
              <p className={css['none']}>
                {ended.length === 0 ? t('sharing.no_links') : t('sharing.no_open_links')}
              </p>
            )}
            {open.length > 0 && list(open)}
            <EndedShares count={ended.length}>{() => list(ended)}</EndedShares>
          </ListScreen>
        </section>
      )}
    </div>
  );
}
