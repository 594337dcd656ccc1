/** Made-up embeds and their keys. Changes last as long as the process. */
import type { NewShare, Share, ShareKey } from '../src/api/types';
import { shares } from './data';
import { done, made, missing, page, problem, type Reply, type Route } from './route';

const first = shares[0];
const keys: Record<string, ShareKey[]> = {};
let count = 0;

function fresh(share: string): { id: string; secret: string } {
  count += 1;
  const id = `key_${String(count).padStart(26, '0')}`;
  keys[share] = [...(keys[share] ?? []), { id, created_at: new Date().toISOString() }];
  return { id, secret: 'vk_q2m4o5x7n3k6a2b4c5d6e7f2g3h4i5j6k7l2m3n4o5p6q7r2s3t4' };
}

/** Makes an embed; for other kinds nothing. */
export function makeEmbed(dashboard: string, asked: NewShare): Reply {
  if (asked.kind !== 'embed' || !first) return missing;
  const share: Share = {
    ...first,
    id: `shr_${String(shares.length).padStart(26, '0')}`,
    kind: 'embed',
    dashboard,
    title: asked.title ?? '',
    expires_at: asked.expires_at ?? null,
    has_password: false,
    rows: asked.rows ?? [],
    variables: {},
    views: 0,
    watching: 0,
    state: 'live',
    reason: null,
    origins: asked.origins ?? [],
    can: ['edit', 'pause', 'add_key', 'remove_key', 'end'],
  };
  shares.push(share);
  return made({ share, key: fresh(share.id), recipients: [] });
}

export const embedRoutes: Route[] = [
  ['GET', /^\/shares\/(\w+)\/keys$/, ([, id]) => page(keys[id ?? ''] ?? [])],
  [
    'POST',
    /^\/shares\/(\w+)\/keys$/,
    ([, id]) =>
      (keys[id ?? ''] ?? []).length >= 5
        ? problem(409, 'conflict', 'This share has as many keys as it may have; remove one first.')
        : made(fresh(id ?? '')),
  ],
  [
    'DELETE',
    /^\/shares\/(\w+)\/keys\/(\w+)$/,
    ([, id, kid]) => {
      keys[id ?? ''] = (keys[id ?? ''] ?? []).filter((one) => one.id !== kid);
      return done;
    },
  ],
];
