/** What adding those who are picked does beside the level: who is let in along with it, who cannot open or save it all the same. */
import type { Candidate, Level, Workspace } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { Icon } from '../../ui';
import { isInvitee } from './invite';
import { letIn } from './permissions';
import css from './AddPeople.module.css';

function notes(picked: readonly Candidate[], level: Level | 'block' | null, workspace: Workspace) {
  const names = (list: readonly Candidate[]) =>
    new Intl.ListFormat(locale(), { type: 'conjunction' }).format(list.map(({ name }) => name));
  if (level === null || picked.length === 0) return [];
  if (level === 'block') return [{ warns: true, text: t('access.add_blocks', { names: names(picked) }) }];
  const manages = workspace.can.includes('manage');
  // Of somebody new it is said where they are chosen.
  const lacking = manages ? letIn(picked) : picked.filter((one) => !one.has_access);
  const entering = lacking.filter((one) => !isInvitee(one));
  const cannotSave = level === 'edit' ? picked.filter(({ lacks }) => lacks.includes('analyze')) : [];
  return [
    ...(entering.length > 0
      ? [
          {
            warns: !manages,
            text: t(manages ? 'access.add_lets_in' : 'access.add_lets_nobody_in', {
              names: names(entering),
              workspace: workspace.name,
            }),
          },
        ]
      : []),
    ...(cannotSave.length > 0
      ? [{ warns: true, text: t('access.add_cannot_save', { names: names(cannotSave) }) }]
      : []),
  ];
}

export function AddNotes({
  picked,
  level,
  workspace,
}: {
  picked: readonly Candidate[];
  level: Level | 'block' | null;
  workspace: Workspace;
}) {
  const told = notes(picked, level, workspace);
  if (told.length === 0) return null;
  return (
    <ul className={css['notes']} role="status">
      {told.map(({ warns, text }) => (
        <li key={text} data-warns={warns || undefined}>
          <Icon name={warns ? 'alert' : 'check'} size={14} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
