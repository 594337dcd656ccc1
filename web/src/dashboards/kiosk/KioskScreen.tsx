/** Dashboards on a wall for a signed-in user (/d/ID?kiosk=true&every=30s&rotate=ID,ID). */
import { useCallback } from 'react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { userClient } from '../../api/client';
import type { Me } from '../../api/types';
import { one } from '../../kit/search';
import type { Open } from './door';
import { Kiosk } from './Kiosk';
import { EVERY, kioskSettings } from './settings';

export function KioskScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const workspace = one(useSearch({ strict: false }), 'workspace');
  const navigate = useNavigate();
  const open = useCallback<Open>(
    async (signal) => {
      await userClient.get<Me>('/auth/me', { signal });
      const { every, rotate } = kioskSettings(location.search);
      const others = rotate.filter((other) => other !== id);
      const stand = every ?? EVERY;
      return {
        api: userClient,
        stops: [{ id, workspace, every: stand }, ...others.map((other) => ({ id: other, every: stand }))],
      };
    },
    [id, workspace],
  );
  return (
    <Kiosk
      open={open}
      onLeave={() =>
        void navigate({
          to: '/d/$id/{-$slug}',
          params: { id },
          search: workspace === undefined ? {} : { workspace },
        })
      }
    />
  );
}
