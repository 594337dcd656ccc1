/** What mends an entry that does not work: which call, and whether this reader can make it. Pure. */
import type { GrantEntry, Id, Repair } from '../../api/types';
import { lackOf } from './levels';
import type { Target } from './target';

export type Mend =
  | { step: 'give_access'; workspace: Id; name: string | null }
  /** It works, and gives less than it says. */
  | { step: 'give_permissions'; workspace: Id; lack: 'analyze' | 'app' }
  | { step: 'enable'; user: Id }
  /** Taking this one grant (a block) away lifts it. */
  | { step: 'lift_block'; path: string; workspace: Id; of: string; on: Repair['on'] }
  /** Not mended in one step: told where. */
  | { step: 'policy'; name: string };

export function mendOf(entry: GrantEntry, target: Target, workspace: Id): Mend | null {
  const { repair } = entry;
  const lack = lackOf(entry);
  if (lack !== null) return entry.lacks_by_you ? { step: 'give_permissions', workspace, lack } : null;
  if (entry.works || !repair?.by_you) return null;
  if (repair.step === 'give_access') {
    return { step: 'give_access', workspace: repair.on?.id ?? workspace, name: repair.on?.name ?? null };
  }
  if (repair.step === 'enable') return { step: 'enable', user: entry.id };
  const of = repair.of_name ?? entry.name;
  const principal = repair.of ?? entry.principal;
  if (repair.on?.kind === 'policy') return { step: 'policy', name: repair.on.name };
  const folder = repair.on?.kind === 'folder' ? `/folders/${repair.on.id}` : target.path;
  return {
    step: 'lift_block',
    path: `${folder}/grants/${principal}`,
    workspace: repair.on?.kind === 'workspace' ? repair.on.id : workspace,
    of,
    on: repair.on,
  };
}
