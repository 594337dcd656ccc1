/** What was done, by whom, from where: found and narrowed, with what was before and after, as a file, and proven. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useMe, useWorkspaces } from '../../api/queries';
import type { AuditItem } from '../../api/types';
import { ListScreen } from '../../kit/ListScreen';
import { PageHead } from '../../kit/PageHead';
import { Screen } from '../../kit/Screen';
import { NotFound } from '../../kit/ScreenError';
import { usePageTitle } from '../../kit/pageTitle';
import { asTree } from '../../kit/workspace';
import { t } from '../../i18n';
import { ownZone } from '../../i18n/instant';
import { Button, EmptyState, Skeleton } from '../../ui';
import { AuditFilterRow } from './AuditFilterRow';
import { Entry } from './Entry';
import { filtersOf, queryOf, searchOf, type AuditFilters } from './filters';
import { ProofDialog } from './ProofDialog';
import { useAudit } from './useAudit';
import { useNames } from './useNames';
import { WholeDialog } from './WholeDialog';
import css from './Audit.module.css';

export function AuditPage() {
  usePageTitle(t('app.nav.audit'));
  const workspaces = useWorkspaces();
  const me = useMe();
  if (workspaces.isPending || me.isPending) {
    return (
      <Screen>
        <Skeleton height={240} />
      </Screen>
    );
  }
  const places = (workspaces.data ?? []).filter(({ can }) => can.includes('read_audit'));
  const whole = me.data?.can.includes('read_audit') ?? false;
  if (places.length === 0 && !whole) return <NotFound />;
  return <Entries places={places} whole={whole} />;
}

function Entries({
  places,
  whole,
}: {
  places: NonNullable<ReturnType<typeof useWorkspaces>['data']>;
  whole: boolean;
}) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const said = filtersOf(search);
  const known = places.find(({ id }) => id === said.place)?.id;
  // Who may not read all of it begins where they are highest up.
  const place = known ?? (whole ? undefined : asTree(places)[0]?.workspace.id);
  const filters: AuditFilters = { ...said, place };
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const [proving, setProving] = useState<AuditItem | null>(null);
  const [exporting, setExporting] = useState(false);
  const { list, entries } = useAudit(queryOf(filters, q, ownZone()));
  const named = useNames(place ?? asTree(places)[0]?.workspace.id);
  // What entries bring along names others, too: whoever did it, and what it was done to.
  const brought = new Map(
    entries.flatMap(({ actor, actor_name, object, object_name }) => [
      [actor, actor_name],
      [object, object_name],
    ]),
  );
  const nameOf = (id: string) => named(id) ?? brought.get(id);
  const change = (part: Partial<AuditFilters>) =>
    void navigate({ to: '/audit', search: { ...search, ...searchOf(part) }, replace: true });
  return (
    <Screen>
      <PageHead
        title={t('app.nav.audit')}
        actions={
          <Button icon="download" onClick={() => setExporting(true)}>
            {t('operations.whole.open')}
          </Button>
        }
      >
        <p className={css['quiet']}>{t('operations.intro')}</p>
      </PageHead>
      <ListScreen
        list={list}
        count={entries.length}
        className={css['filters']}
        search={{ label: t('operations.find'), text, onText: setText, className: css['find'] }}
        tools={
          <AuditFilterRow filters={filters} places={places} whole={whole} nameOf={nameOf} onChange={change} />
        }
        wait={320}
        empty={<EmptyState icon="search" title={t('operations.none_found')} />}
        onAgain={() => void list.refetch()}
      >
        <ul className={css['entries']} aria-label={t('app.nav.audit')} aria-busy={list.isPlaceholderData}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} nameOf={nameOf} onNarrow={change} onProof={setProving} />
          ))}
        </ul>
      </ListScreen>
      {proving && <ProofDialog entry={proving} onClose={() => setProving(null)} />}
      {exporting && (
        <WholeDialog
          place={place}
          placeName={place === undefined ? undefined : nameOf(place)}
          onClose={() => setExporting(false)}
        />
      )}
    </Screen>
  );
}
