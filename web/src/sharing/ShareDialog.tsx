/**
 * The one dialog through which a dashboard is shared. It holds the doors and nothing of what is behind them; a door
 * that does not exist for this dashboard or reader is not shown.
 */
import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useMe, useWorkspaces } from '../api/queries';
import type { Dashboard, Id, MadeShare, ShareWithLink, Workspace } from '../api/types';
import { t } from '../i18n/core';
import { Dialog, TabPanel, Tabs, ToastProvider } from '../ui';
import { EmbedDoor, type MadeEmbed } from './embed/EmbedDoor';
import { nameOfEmbed } from './embed/NewEmbed';
import { GuestsDoor } from './guests/GuestsDoor';
import { keptGuests, nameOfGuests } from './guests/NewGuests';
import { LinkDoor } from './link/LinkDoor';
import { useOutside } from './OutsideReaders';
import { useOnce } from './link/useOnce';
import { keptDrafts, nameOfNew } from './terms/keptDrafts';
import type { LinkState } from './link/links';
import { PeopleDoor } from '../access/grants/PeopleDoor';
import { targetOfDashboard } from '../access/grants/target';
import css from './ShareDialog.module.css';

export type Door = 'people' | 'guests' | 'link' | 'embed';

export type ShareDialogProps = {
  dashboard: Dashboard;
  /** The workspace the dashboard is opened in. */
  workspace: Workspace | Id;
  onClose: () => void;
  /** What the page shows now, for the link to carry; read from the address when left out. */
  state?: LinkState;
  /** The door to stand in at first. */
  door?: Door;
};

export function ShareDialog({ dashboard, workspace, onClose, state, door: first }: ShareDialogProps) {
  const navigate = useNavigate();
  const known = useWorkspaces();
  const here: Workspace =
    typeof workspace === 'string'
      ? (known.data?.find(({ id }) => id === workspace) ?? {
          id: workspace,
          name: '',
          parent: null,
          path: [],
          can: [],
        })
      : workspace;
  // Where something was begun and not finished.
  const [door, setDoor] = useState<Door>(() => first ?? begun(dashboard.id, here.id) ?? 'people');
  // Kept here: the door behind which it is shown may be left and entered again.
  const [made, setMade] = useState<ShareWithLink | null>(null);
  const [invited, setInvited] = useState<MadeShare | null>(null);
  const me = useMe();
  const outside = useOutside(dashboard, here.id);
  const [embedded, setEmbedded] = useState<MadeEmbed | null>(null);
  const once = useOnce(made !== null || Boolean(invited?.link) || embedded?.key != null);
  const show = (link: ShareWithLink | null) => {
    once.anew();
    setMade(link);
  };
  const invite = (guests: MadeShare | null) => {
    once.anew();
    setInvited(guests);
  };
  const embed = (next: MadeEmbed | null) => {
    once.anew();
    setEmbedded(next);
  };
  const sees = dashboard.can.includes('see_shares');
  return (
    <Dialog
      onClose={() => once.leave(onClose)}
      width="l"
      flush
      title={t('sharing.title', { title: dashboard.title })}
    >
      {/* A modal dialog hides all around it from assistive technology; undo has to stand inside. */}
      <ToastProvider>
        <Tabs
          vertical
          className={css['doors']}
          label={t('sharing.doors')}
          value={door}
          onValueChange={(value) => setDoor(value as Door)}
          items={[
            { value: 'people', label: t('sharing.door_people'), icon: 'group' },
            ...(sees ? [{ value: 'guests', label: t('sharing.door_guests'), icon: 'mail' as const }] : []),
            { value: 'link', label: t('sharing.door_link'), icon: 'link' },
            ...(sees ? [{ value: 'embed', label: t('embed.door'), icon: 'code' as const }] : []),
          ]}
        >
          <TabPanel value="people" className={css['panel']}>
            <PeopleDoor
              target={targetOfDashboard(dashboard)}
              workspace={here}
              outside={outside}
              {...(sees ? { onGuest: () => setDoor('guests') } : {})}
              onLeft={() => {
                onClose();
                void navigate({ to: '/' });
              }}
            />
          </TabPanel>
          <TabPanel value="guests" className={css['panel']}>
            <GuestsDoor
              dashboard={dashboard}
              workspace={here}
              made={invited}
              onMade={invite}
              onCopied={once.onCopied}
              onDone={() => once.leave(() => invite(null))}
              outbox={
                me.data?.can.includes('manage_organisation')
                  ? () => once.leave(() => void navigate({ to: '/outbox' }))
                  : null
              }
              {...(state ? { state } : {})}
            />
          </TabPanel>
          <TabPanel value="link" className={css['panel']}>
            <LinkDoor
              dashboard={dashboard}
              workspace={here}
              made={made}
              onMade={show}
              onCopied={once.onCopied}
              onDone={() => once.leave(() => show(null))}
              {...(state ? { state } : {})}
            />
          </TabPanel>
          <TabPanel value="embed" className={css['panel']}>
            <EmbedDoor
              dashboard={dashboard}
              workspace={here}
              made={embedded}
              onMade={embed}
              onCopied={once.onCopied}
              onDone={() => once.leave(() => embed(null))}
              {...(state ? { state } : {})}
            />
          </TabPanel>
        </Tabs>
        {once.question}
      </ToastProvider>
    </Dialog>
  );
}

/** The door behind which something was begun and not finished. */
function begun(dashboard: Id, workspace: Id): Door | undefined {
  if (keptDrafts.get(nameOfNew(dashboard, workspace))) return 'link';
  if (keptDrafts.get(nameOfEmbed(dashboard, workspace))) return 'embed';
  return keptGuests.get(nameOfGuests(dashboard, workspace)) ? 'guests' : undefined;
}
