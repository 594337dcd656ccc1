/** Lifts an obstacle where it stands: the one act that the server says this reader may do. */
import { useQueryClient } from '@tanstack/react-query';
import type { ApiClient } from '../../api/client';
import { useApi } from '../../api/context';
import { useRightsChanged } from '../../api/queries';
import type { Dashboard, NewShare, Obstacle, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { useSave } from '../../kit/useSave';
import { Button } from '../../ui';

type Remedy = NonNullable<Obstacle['remedy']>;

async function lift(api: ApiClient, { act, on, outside }: Remedy, kind: NewShare['kind']): Promise<unknown> {
  if (act === 'outside') return api.patch(`/datasets/${on}`, { outside });
  if (act === 'unrestrict') return api.put(`/dashboards/${on}/restricted`, { restricted: false });
  // What else is switched off here stays off.
  const { own } = await api.get<{ own: Record<string, boolean> }>(`/workspaces/${on}/share-switches`);
  return api.put(`/workspaces/${on}/share-switches`, { ...own, [kind]: true });
}

function remedyText({ act, outside }: Remedy, name: string): string {
  if (act === 'outside') {
    return t(outside === 'guests' ? 'sharing.remedy.outside_guests' : 'sharing.remedy.outside', { name });
  }
  return act === 'unrestrict' ? t('sharing.remedy.unrestrict') : t('sharing.remedy.switch_on', { name });
}

export function RemedyButton({
  name,
  remedy,
  kind,
}: {
  /** Where the obstacle stands. */
  name: string;
  remedy: Remedy;
  kind: NewShare['kind'];
}) {
  const text = remedyText(remedy, name);
  return <Lift text={text} act={(api) => lift(api, remedy, kind)} />;
}

/** The same where the restriction keeps the form itself away. */
export function LiftRestriction({ dashboard, workspace }: { dashboard: Dashboard; workspace: Workspace }) {
  return (
    <Lift
      text={t('sharing.remedy.unrestrict')}
      act={(api) =>
        api.put(
          `/dashboards/${dashboard.id}/restricted`,
          { restricted: false },
          { query: { workspace: workspace.id } },
        )
      }
    />
  );
}

function Lift({ text, act }: { text: string; act: (api: ApiClient) => Promise<unknown> }) {
  const api = useApi();
  const cache = useQueryClient();
  const changed = useRightsChanged();
  const save = useSave(
    async () => {
      await act(api);
      await Promise.all([
        changed(),
        cache.invalidateQueries({ queryKey: ['datasets'] }),
        cache.invalidateQueries({ queryKey: ['dataset'] }),
      ]);
    },
    { said: () => t('sharing.remedy.done', { name: text }), failsInToast: true },
  );
  return (
    <Button size="s" busy={save.busy} onClick={() => save.send()}>
      {text}
    </Button>
  );
}
