/**
 * The paths that give or take access, as sentences in the reader's language. Composed from the parts that the server
 * names; a kind that is not known here is told in the server's own words, never left out.
 */
import type { Origin, Step } from '../api/peopleTypes';
import { t } from '../i18n/core';

/** Kinds that need nothing but the workspace they are about. */
const plain = {
  disabled: 'access.path.disabled',
  missing_view: 'access.path.missing_view',
  view: 'access.path.view',
  read_only_here: 'access.path.read_only_here',
  may_not_save: 'access.path.may_not_save',
  restricted: 'access.path.restricted',
} as const;
/** Kinds of a grant: they differ in where it comes from, which its parts say. */
const grants: ReadonlySet<string> = new Set([
  'direct',
  'all_users',
  'group',
  'folder',
  'parent_workspace',
  'policy',
]);

export function sentence(step: Step): string {
  const workspace = step.workspace ?? '';
  if (step.kind in plain) return t(plain[step.kind as keyof typeof plain], { workspace });
  if (step.kind === 'manage' && step.level) {
    return t('access.path.manage', { workspace, level: t(`access.level_${step.level}`) });
  }
  if (step.kind === 'block') return t('access.path.block', { who: who(step), place: place(step) });
  if (grants.has(step.kind) && step.level) {
    return t('access.path.grant', {
      level: t(`access.level_${step.level}`),
      who: who(step),
      place: place(step),
    });
  }
  return step.text;
}

/** Through whom: the name itself, everybody, or a group with the way up to it. */
function who(step: Step): string {
  if (step.to === 'all') return t('access.path.who_all');
  const through = step.through ?? [];
  if (through.length === 0) return t('access.path.who_self');
  const name = step.name ?? through.at(-1) ?? '';
  return through.length === 1
    ? t('access.path.who_group', { name })
    : t('access.path.who_group_through', { name, chain: through.join(' → ') });
}

/** On what it was given, and where, if that is not simply here. */
function place(step: Step): string {
  const on: Origin | undefined = step.on;
  const workspace = step.workspace ?? '';
  const elsewhere = step.above === true && workspace !== '';
  if (on?.kind === 'policy') return t('access.path.place_policy', { name: on.name, workspace });
  if (on?.kind === 'folder') {
    return t(elsewhere ? 'access.path.place_folder_in' : 'access.path.place_folder', {
      name: on.name,
      workspace,
    });
  }
  return t(elsewhere ? 'access.path.place_itself_in' : 'access.path.place_itself', { workspace });
}
