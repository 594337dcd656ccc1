/**
 * Switches that cut every share of a kind, in a workspace and all below it; at the topmost, of the whole organisation. Says before
 * what each would cut. Switched on again, shares stay paused until they are resumed one by one.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { problemText } from '../../api/problemText';
import type { ShareKind, ShareSwitches, Workspace } from '../../api/types';
import { allShareKinds, countText, kindIcon, kindsText } from '../../access/outside';
import { useSave } from '../../kit/useSave';
import { t } from '../../i18n';
import { Badge, Button, ConfirmDialog, EmptyState, Icon, Notice, Skeleton } from '../../ui';
import { searchOf } from '../list/filters';
import { switchesQuery } from './queries';
import { PlaceChoice, usePlace } from './usePlace';
import css from './Rules.module.css';

export function SwitchesTab() {
  const { place, places } = usePlace();
  if (!place) return <EmptyState icon="workspace" title={t('sharing.rules.nowhere')} />;
  return (
    <div className={css['rules']}>
      <p className={css['intro']}>{t('sharing.switches.intro')}</p>
      <PlaceChoice place={place} places={places} />
      <SwitchesOf key={place.id} workspace={place} />
    </div>
  );
}

function SwitchesOf({ workspace }: { workspace: Workspace }) {
  const asked = useQuery(switchesQuery(workspace.id));
  if (asked.error && !asked.data) return <Notice tone="bad">{problemText(asked.error)}</Notice>;
  if (!asked.data) return <Skeleton height={120} />;
  return <Shown workspace={workspace} switches={asked.data} />;
}

const numberOf = (counts: Record<string, number>, kinds: readonly ShareKind[]) =>
  kinds.reduce((all, kind) => all + (counts[kind] ?? 0), 0);

function Shown({ workspace, switches }: { workspace: Workspace; switches: ShareSwitches }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<readonly ShareKind[] | null>(null);
  const may = switches.can.includes('change');
  const place =
    workspace.parent === null && workspace.path.length <= 1
      ? t('sharing.switches.organisation')
      : workspace.name;
  const names = (kinds: readonly ShareKind[]) =>
    kinds.length === allShareKinds.length && kinds.length > 1
      ? t('sharing.switches.everything')
      : kinds.map(kindsText).join(', ');
  const showPaused = () =>
    void navigate({ to: '/shares', search: searchOf({ state: 'paused', place: workspace.id }) });
  const save = useSave(
    ({ kinds, on }: { kinds: readonly ShareKind[]; on: boolean; cuts: number }) =>
      userClient.put<ShareSwitches>(`/workspaces/${workspace.id}/share-switches`, {
        ...switches.own,
        ...Object.fromEntries(kinds.map((kind) => [kind, on])),
      }),
    {
      said: (_, { kinds, on, cuts }) => ({
        kind: 'good',
        text: on
          ? t('sharing.switches.isOn', { kinds: names(kinds), place })
          : t('sharing.switches.isOff', { kinds: names(kinds), place, count: cuts }),
        action: { label: t('sharing.switches.showPaused'), onSelect: showPaused },
      }),
      onDone: () => setAsking(null),
      onFailed: () => setAsking(null),
      failsInToast: true,
      onSettled: () =>
        Promise.all(
          ['share-switches', 'shares', 'share-check', 'dashboards', 'dashboard'].map((key) =>
            cache.invalidateQueries({ queryKey: [key] }),
          ),
        ),
    },
  );
  const on = allShareKinds.filter((kind) => switches.in_force[kind] !== false);
  const cuts = asking === null ? 0 : numberOf(switches.live, asking);
  const turnOn = (kind: ShareKind) => save.send({ kinds: [kind], on: true, cuts: 0 });
  return (
    <>
      {!may && <Notice>{t('sharing.switches.readOnly', { place })}</Notice>}
      <ul className={css['switches']} aria-label={t('sharing.switches.of', { place })}>
        {allShareKinds.map((kind) => {
          const above = switches.off_at.filter(
            (off) => off.kind === kind && off.workspace.id !== workspace.id,
          )[0];
          const ownOff = switches.own[kind] === false;
          const live = switches.live[kind] ?? 0;
          return (
            <li key={kind} data-off={above !== undefined || ownOff}>
              <Icon name={kindIcon(kind)} />
              <span className={css['switchWords']}>
                <strong>{kindsText(kind)}</strong>
                <span>
                  {above
                    ? t('sharing.switches.offAbove', { workspace: above.workspace.name })
                    : ownOff
                      ? t('sharing.switches.offHere')
                      : t('sharing.switches.live', { list: countText(kind, live), place })}
                </span>
              </span>
              {above !== undefined || ownOff ? (
                <Badge tone="bad" icon="stop">
                  {t('sharing.switches.off')}
                </Badge>
              ) : (
                <Badge tone="good" icon="check">
                  {t('sharing.switches.on')}
                </Badge>
              )}
              {may &&
                (ownOff ? (
                  <Button
                    busy={save.busy}
                    aria-label={t('sharing.switches.turnOnOf', { kinds: kindsText(kind) })}
                    onClick={() => turnOn(kind)}
                  >
                    {t('sharing.switches.turnOn')}
                  </Button>
                ) : (
                  <Button
                    variant="danger"
                    aria-label={t('sharing.switches.turnOffOf', { kinds: kindsText(kind) })}
                    disabled={above !== undefined}
                    title={above && t('sharing.switches.offAbove', { workspace: above.workspace.name })}
                    onClick={() => setAsking([kind])}
                  >
                    {t('sharing.switches.turnOff')}
                  </Button>
                ))}
            </li>
          );
        })}
      </ul>
      {may && allShareKinds.length > 1 && on.length > 1 && (
        <div>
          <Button variant="danger" icon="stop" onClick={() => setAsking(on)}>
            {t('sharing.switches.allOff', { count: numberOf(switches.live, on) })}
          </Button>
        </div>
      )}
      {switches.off_at.length > 0 && <Notice>{t('sharing.switches.staysPaused')}</Notice>}
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t('sharing.switches.ask', { kinds: names(asking ?? []), place })}
        action={t('sharing.switches.confirm')}
        busy={save.busy}
        onConfirm={() => asking && save.send({ kinds: asking, on: false, cuts })}
      >
        {t('sharing.switches.cuts', { count: cuts })} {t('sharing.switches.cutsHow')}
      </ConfirmDialog>
    </>
  );
}
