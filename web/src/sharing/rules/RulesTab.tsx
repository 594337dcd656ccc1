/** How shares of a workspace have to look: what it says itself, on top of what is said above, which can only be tightened. */
import { useQuery } from '@tanstack/react-query';
import type { SharePolicyInForce, Workspace } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { EmptyState, Notice, Skeleton } from '../../ui';
import { rulesQuery } from './queries';
import { RulesForm } from './RulesForm';
import { PlaceChoice, usePlace } from './usePlace';
import css from './Rules.module.css';

export function RulesTab() {
  const { place, places } = usePlace();
  if (!place) return <EmptyState icon="workspace" title={t('sharing.rules.nowhere')} />;
  return (
    <div className={css['rules']}>
      <p className={css['intro']}>{t('sharing.rules.intro')}</p>
      <PlaceChoice place={place} places={places} />
      <RulesOf key={place.id} workspace={place} />
    </div>
  );
}

function RulesOf({ workspace }: { workspace: Workspace }) {
  const asked = useQuery(rulesQuery(workspace.id));
  if (asked.error) return <Notice tone="bad">{problemText(asked.error)}</Notice>;
  if (!asked.data) return <Skeleton height={320} />;
  return <Shown workspace={workspace} rules={asked.data} />;
}

function Shown({ workspace, rules }: { workspace: Workspace; rules: SharePolicyInForce }) {
  return (
    <>
      {!rules.can.includes('change') && (
        <Notice>{t('sharing.rules.readOnly', { workspace: workspace.name })}</Notice>
      )}
      {/* Filled anew when somebody else has said something. */}
      <RulesForm key={JSON.stringify(rules.own)} workspace={workspace} rules={rules} />
    </>
  );
}
