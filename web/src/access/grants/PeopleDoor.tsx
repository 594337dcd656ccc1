/** The door *People*: who in the organisation may open the dashboard, at which level; add, change, take away, ask why. */
import { useState } from 'react';
import type { GrantEntry, Grants, Workspace } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { Avatar, Button, ConfirmDialog, Dialog, Notice, Skeleton } from '../../ui';
import { AddPeople } from './AddPeople';
import { EverybodyRow } from './EverybodyRow';
import { GrantRow } from './GrantRow';
import { EffectsTold } from '../../kit/Effects';
import { principalName } from '../principals';
import { InvitationLink } from '../InvitationLink';
import { ReadersDialog, type Outside } from '../ReadersDialog';
import { blockedOf } from './levels';
import { mendOf } from './repair';
import { RepairDialog } from './RepairDialog';
import type { Target } from './target';
import { useGrants, type GrantActions } from './useGrants';
import css from './Grants.module.css';

function Waiting() {
  return (
    <ul className={css['rows']} aria-busy="true" aria-label={t('access.loading')}>
      {[140, 190, 160].map((width) => (
        <li key={width} className={css['row']}>
          <Skeleton width={28} height={28} />
          <Skeleton width={width} />
        </li>
      ))}
    </ul>
  );
}

export function PeopleDoor({
  target,
  workspace,
  onLeft,
  outside,
  onGuest,
}: {
  target: Target;
  workspace: Workspace;
  /** The reader has taken away their own last access. */
  onLeft: () => void;
  /** What is known of outside shares and of the data, for *who can see this*. */
  outside?: Outside;
  /** Leads to where somebody without an account is let in as a guest. */
  onGuest?: () => void;
}) {
  const actions = useGrants(target, workspace);
  const { list, ownAccess } = actions;
  const invited = actions.invited[0];
  if (!target.seesGrants) {
    return <Notice title={t('access.people_closed')}>{t('access.people_closed_why')}</Notice>;
  }
  if (list.error) {
    return (
      <Notice
        tone="bad"
        title={t('access.people_failed')}
        actions={<Button onClick={() => void list.refetch()}>{t('app.tryAgain')}</Button>}
      >
        {problemText(list.error)}
      </Notice>
    );
  }
  return (
    <div className={css['door']}>
      {target.kind === 'folder' && <p className={css['quiet']}>{t('access.folder_hint')}</p>}
      {target.changesGrants ? (
        <AddPeople target={target} workspace={workspace} onAdd={actions.add} onGuest={onGuest} />
      ) : (
        <p className={css['quiet']}>{t('access.view_only')}</p>
      )}
      {list.data ? (
        <Lists grants={list.data} target={target} workspace={workspace} actions={actions} outside={outside} />
      ) : (
        <Waiting />
      )}
      <ConfirmDialog
        open={ownAccess !== null}
        onClose={() => actions.setOwnAccess(null)}
        title={t('access.own_title')}
        action={t('access.own_action')}
        onConfirm={() => {
          void actions.confirmRemoval().then((gone) => {
            if (gone) onLeft();
          });
        }}
      >
        {t(ownAccess?.level ? 'access.own_text_level' : 'access.own_text', { title: target.title })}
      </ConfirmDialog>
      {actions.removing !== null && (
        <ConfirmDialog
          onClose={actions.keep}
          title={t('access.remove_ask', { name: principalName(actions.removing.entry) })}
          action={t('access.remove_do')}
          about={<EffectsTold effects={actions.removing.effects} />}
          onConfirm={() => {
            if (actions.removing !== null) void actions.removeNow(actions.removing.entry);
          }}
        >
          {null}
        </ConfirmDialog>
      )}
      {invited !== undefined && (
        <Dialog onClose={actions.seenInvited} title={t('access.invited_title', { name: invited.user.name })}>
          <InvitationLink
            email={invited.user.email}
            link={invited.invitation ?? ''}
            mailed={invited.mailed === true}
            alike={invited.look_alikes}
            onDone={actions.seenInvited}
          />
        </Dialog>
      )}
    </div>
  );
}

function Lists({
  grants,
  target,
  workspace,
  actions,
  outside,
}: {
  outside: Outside | undefined;
  grants: Grants;
  target: Target;
  workspace: Workspace;
  actions: GrantActions;
}) {
  const [repairing, setRepairing] = useState<GrantEntry | null>(null);
  const [reading, setReading] = useState(false);
  const changeable = target.changesGrants;
  const shared = ({ level }: GrantEntry) => level !== 'block';
  // Without the server's word on it only the plainest repair is known.
  const mends = (entry: GrantEntry) =>
    entry.repair || entry.works
      ? mendOf(entry, target, workspace.id) !== null
      : entry.why === 'no_access_to_workspace' && workspace.can.includes('manage');
  const section = (title: string, entries: readonly GrantEntry[]) =>
    entries.length > 0 && (
      <section className={css['section']} aria-label={title}>
        <h3 className={css['heading']}>{title}</h3>
        <ul className={css['rows']}>
          {entries.map((entry) => (
            <GrantRow
              key={entry.principal}
              entry={entry}
              target={target}
              workspace={workspace.id}
              actions={actions}
              changeable={changeable}
              {...(mends(entry) ? { onRepair: () => setRepairing(entry) } : {})}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <>
      {section(t('access.groups'), grants.groups.filter(shared))}
      {section(t('access.people'), grants.users.filter(shared))}
      {!grants.groups.some(shared) && !grants.users.some(shared) && (
        <div className={css['nobody']}>
          <Avatar name="" kind="group" size={32} />
          <p>{t('access.nobody_yet')}</p>
        </div>
      )}
      <EverybodyRow
        grants={grants}
        target={target}
        workspace={workspace}
        actions={actions}
        changeable={changeable}
      />
      {section(t('access.blocked'), blockedOf(grants))}
      <p className={css['managers']}>
        {t('access.managers', { count: grants.managers })}{' '}
        {target.kind === 'dashboard' && (
          <button type="button" className={css['readers']} onClick={() => setReading(true)}>
            {t('access.readers')}
          </button>
        )}
      </p>
      {reading && (
        <ReadersDialog
          dashboard={target.id}
          title={target.title}
          workspace={workspace.id}
          outside={outside}
          onClose={() => setReading(false)}
        />
      )}
      {repairing && (
        <RepairDialog
          entry={repairing}
          target={target}
          workspace={workspace}
          onClose={() => setRepairing(null)}
          onRepaired={() => void actions.refresh()}
        />
      )}
    </>
  );
}
