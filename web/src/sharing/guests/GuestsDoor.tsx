/** The door *Guests*: people without an account who prove their address; each gets an own link by mail. */
import { useState } from 'react';
import { useDatasets } from '../../api/queries';
import type { Dashboard, MadeShare, Share, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { ListScreen } from '../../kit/ListScreen';
import { Button, Field, Select, Skeleton } from '../../ui';
import { ClosedNotice } from '../ClosedNotice';
import { EndedShares } from '../link/EndedShares';
import { stateOfAddress, type LinkState } from '../link/links';
import { ShareList } from '../link/ShareList';
import { useRevisions, useShares } from '../link/useShares';
import { ChangeShare } from '../terms/ChangeShare';
import { AddGuests } from './AddGuests';
import { MadeGuests } from './MadeGuests';
import { NewGuests } from './NewGuests';
import { useCreateGuests, useGuestActions, useUsualDays } from './queries';
import { RecipientList } from './RecipientList';
import { countsText } from './recipientWords';
import door from '../Door.module.css';
import css from './Guests.module.css';

export type GuestsDoorProps = {
  dashboard: Dashboard;
  workspace: Workspace;
  /** What was made just now. */
  made: MadeShare | null;
  onMade: (made: MadeShare | null) => void;
  onCopied: () => void;
  onDone: () => void;
  /** The way to the outbox, for who may see it. */
  outbox: (() => void) | null;
  state?: LinkState;
};

export function GuestsDoor({
  dashboard,
  workspace,
  made,
  onMade,
  onCopied,
  onDone,
  outbox,
  state,
}: GuestsDoorProps) {
  const makes = dashboard.can.includes('create_share');
  const actions = useShares(dashboard.id, workspace.id, true);
  const datasets = useDatasets(workspace.id).data;
  const create = useCreateGuests(dashboard.id, workspace.id);
  const days = useUsualDays(workspace.id);
  const [into, setInto] = useState('');
  const [changing, setChanging] = useState<Share | null>(null);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const all = (actions.list.data ?? []).filter(({ kind }) => kind === 'guests') as Share[];
  const revisions = useRevisions(
    dashboard.id,
    all.some(({ pinned }) => pinned !== null),
  );
  if (changing !== null) {
    return (
      <ChangeShare
        share={all.find(({ id }) => id === changing.id) ?? changing}
        change={(patch) => actions.change(changing, patch)}
        onClose={() => setChanging(null)}
      />
    );
  }
  const open = all.filter((share) => share.state !== 'ended');
  const ended = all.filter((share) => share.state === 'ended');
  const addable = open.filter((share) => share.can.includes('edit'));
  const target = addable.find(({ id }) => id === into);
  const list = (shares: readonly Share[]) => (
    <ShareList
      label={t('guests.shares')}
      shares={shares}
      actions={actions}
      variables={dashboard.document.variables ?? []}
      datasets={datasets}
      context={{
        widgets: dashboard.document.widgets.length,
        savedAt: (revision) => revisions.find((one) => one.revision === revision)?.saved_at,
      }}
      onRotated={(next) => next && onMade({ share: next.share, recipients: [], link: next.link })}
      onChange={setChanging}
      under={(share) => (
        <Guests
          share={share}
          open={opened.includes(share.id)}
          onOpen={(on) =>
            setOpened((before) => (on ? [...before, share.id] : before.filter((id) => id !== share.id)))
          }
        />
      )}
    />
  );
  return (
    <div className={door['door']}>
      {made && (
        <MadeGuests key={made.share.id} made={made} outbox={outbox} onCopied={onCopied} onDone={onDone} />
      )}
      {!makes && addable.length === 0 && <ClosedNotice dashboard={dashboard} workspace={workspace} />}
      {(makes || addable.length > 0) && made === null && (
        <section className={door['section']} aria-label={t('guests.new')}>
          <p className={css['quiet']}>{t('guests.intro')}</p>
          {addable.length > 0 && (
            <Field label={t('guests.into')}>
              {(control) => (
                <Select
                  {...control}
                  value={target?.id ?? (makes ? '' : (addable[0]?.id ?? ''))}
                  onValueChange={setInto}
                  options={[
                    ...(makes ? [{ value: '', label: t('guests.into_new') }] : []),
                    ...addable.map(({ id, title }) => ({ value: id, label: title })),
                  ]}
                />
              )}
            </Field>
          )}
          {target !== undefined || !makes ? (
            <AddInto key={target?.id} share={target ?? addable[0]} onDone={setOpened} />
          ) : days === undefined ? (
            <Skeleton height={120} />
          ) : (
            <NewGuests
              dashboard={dashboard}
              workspace={workspace}
              shown={(state ?? stateOfAddress(globalThis.location.search, dashboard)).variables}
              days={days}
              create={create}
              onMade={(next) => {
                setOpened([next.share.id]);
                onMade(next);
              }}
            />
          )}
        </section>
      )}
      {(all.length > 0 || actions.list.error !== null) && (
        <section className={door['section']} aria-labelledby="guest-shares">
          <h3 id="guest-shares">{t('guests.shares')}</h3>
          <ListScreen list={actions.list} wait={52} onAgain={() => void actions.list.refetch()}>
            {open.length > 0 && list(open)}
            <EndedShares count={ended.length}>{() => list(ended)}</EndedShares>
          </ListScreen>
        </section>
      )}
    </div>
  );
}

function AddInto({
  share,
  onDone,
}: {
  share: Share | undefined;
  onDone: (opened: readonly string[]) => void;
}) {
  const { add } = useGuestActions(share?.id ?? '');
  if (share === undefined) return null;
  return (
    <AddGuests
      add={async (addresses) => {
        const done = await add(addresses);
        onDone([share.id]);
        return done;
      }}
    />
  );
}

/** The guests under their share; asked for when somebody looks. */
function Guests({ share, open, onOpen }: { share: Share; open: boolean; onOpen: (open: boolean) => void }) {
  return (
    <>
      <Button
        variant="ghost"
        size="s"
        className={door['more']}
        icon={open ? 'chevronUp' : 'chevronDown'}
        aria-expanded={open}
        onClick={() => onOpen(!open)}
      >
        {countsText(share) ?? t('guests.show')}
      </Button>
      {open && <RecipientList share={share} />}
    </>
  );
}
