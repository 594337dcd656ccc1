/** Brands of the made-up workspaces, and the files of their logos: each part from the nearest workspace that says one. */
import type { BrandParts, Named, WorkspaceBrandBody } from '../src/api/types';
import { workspaces } from './data';
import { done, ok, type Route } from './route';

const nothing: BrandParts = { accent: null, name: null, logo: null };
const own = new Map<string, BrandParts>([
  [
    'wsp_root',
    { accent: '#0a4d8c', name: 'Port Authority', logo: { path: '/brand/port', width: 148, height: 32 } },
  ],
]);

/** What stands at `/brand/…`: drawn here, so that the made-up server keeps no pictures. */
export const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="148" height="32" viewBox="0 0 148 32">
<rect width="32" height="32" rx="6" fill="#0a4d8c"/><path d="M8 22 16 8l8 14z" fill="#fff"/>
<text x="42" y="22" font-family="sans-serif" font-size="18" font-weight="700" fill="#5b7ca3">PORT</text></svg>`;

export function brandOf(workspace: string) {
  const path = (workspaces.find(({ id }) => id === workspace)?.path ?? []).toReversed();
  const said = (part: keyof BrandParts) => path.find(({ id }) => (own.get(id)?.[part] ?? null) !== null);
  const value = <P extends keyof BrandParts>(part: P): BrandParts[P] =>
    own.get(said(part)?.id ?? '')?.[part] ?? (null as BrandParts[P]);
  const from = (part: keyof BrandParts): Named | null => said(part) ?? null;
  return {
    own: own.get(workspace) ?? nothing,
    in_force: { accent: value('accent'), name: value('name'), logo: value('logo') },
    from: { accent: from('accent'), name: from('name'), logo: from('logo') },
    can: ['change'],
  };
}

export const brandRoutes: Route[] = [
  ['GET', /^\/workspaces\/(\w+)\/brand$/, ([, id = '']) => ok(brandOf(id))],
  [
    'PUT',
    /^\/workspaces\/(\w+)\/brand$/,
    ([, id = ''], { body }) => {
      const { accent = null, name = null } = body as WorkspaceBrandBody;
      own.set(id, { accent, name, logo: own.get(id)?.logo ?? null });
      return ok(brandOf(id));
    },
  ],
  [
    'PUT',
    /^\/workspaces\/(\w+)\/brand\/logo$/,
    ([, id = '']) => {
      own.set(id, { ...(own.get(id) ?? nothing), logo: { path: '/brand/new', width: 148, height: 32 } });
      return ok(brandOf(id));
    },
  ],
  [
    'DELETE',
    /^\/workspaces\/(\w+)\/brand\/logo$/,
    ([, id = '']) => {
      own.set(id, { ...(own.get(id) ?? nothing), logo: null });
      return done;
    },
  ],
];
