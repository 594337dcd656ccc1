/** Chooses one principal: a user, a group or everybody. */
import { t } from '../i18n';
import { Chips } from '../kit/Chips';
import { PickList } from '../kit/PickList';
import { Fieldset } from '../ui';
import { findFor } from './queries';
import { principalKind } from '../access/principals';

export type Chosen = { principal: string; name: string };

export function PrincipalField({
  workspace,
  chosen,
  onChoose,
  taken,
}: {
  /** Where something is given. */
  workspace: string;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen | null) => void;
  taken?: readonly string[];
}) {
  const everybody = t('access.everybody');
  return (
    <Fieldset legend={t('workspaces.who')}>
      {chosen ? (
        <Chips
          label={t('workspaces.who')}
          items={[{ key: chosen.principal, name: chosen.name, kind: principalKind(chosen.principal) }]}
          onRemove={() => onChoose(null)}
        />
      ) : (
        <PickList
          label={t('workspaces.whoFind')}
          scope={`principals-${workspace}`}
          search={async (q, signal) => {
            const found = await findFor(workspace, q, signal);
            // Last, and only by how the word begins: "ver" and Enter mean Vera, never Everybody.
            const all = everybody.toLowerCase().startsWith(q.toLowerCase())
              ? [{ principal: 'all', name: everybody, kind: 'all' as const }]
              : [];
            return [...found, ...all].map((one) => ({ ...one, key: one.principal }));
          }}
          {...(taken ? { taken } : {})}
          onPick={({ principal, name }) => onChoose({ principal, name })}
        />
      )}
    </Fieldset>
  );
}
