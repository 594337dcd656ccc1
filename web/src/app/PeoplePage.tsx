/** The place *People*: users, groups, workspaces with their permissions, policies, requests; each tab for who may. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHead } from '../kit/PageHead';
import { usePageTitle } from '../kit/pageTitle';
import { Screen } from '../kit/Screen';
import { NotFound } from '../kit/ScreenError';
import { one } from '../kit/search';
import { useWorkspace } from '../kit/workspace';
import { t } from '../i18n';
import { Skeleton, TabPanel, Tabs, type TabItem } from '../ui';
import { GroupsTab } from '../people/groups/GroupsTab';
import { PoliciesTab } from '../workspaces/policies/PoliciesTab';
import { RequestsTab } from '../dashboards/requests/RequestsTab';
import { UsersTab } from '../people/users/UsersTab';
import { WorkspacesTab } from '../workspaces/tree/WorkspacesTab';
import { usePeopleAccess } from './usePeopleAccess';

export function PeoplePage() {
  usePageTitle(t('people.title'));
  const access = usePeopleAccess();
  const { loading } = useWorkspace();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const items: TabItem[] = [
    ...(access.organisation
      ? [
          { value: 'users', label: t('people.tab.users') },
          { value: 'groups', label: t('people.tab.groups') },
        ]
      : []),
    ...(access.workspaces
      ? [
          { value: 'workspaces', label: t('workspaces.tab.workspaces') },
          { value: 'policies', label: t('workspaces.tab.policies') },
        ]
      : []),
    {
      value: 'requests',
      label: t('dashboards.tab.requests'),
      ...(access.requests.length > 0 ? { count: access.requests.length } : {}),
    },
  ];
  const wanted = one(search, 'tab');
  const tab = items.find(({ value }) => value === wanted)?.value ?? items[0]?.value ?? 'requests';
  if (loading) {
    return (
      <Screen>
        <Skeleton height={240} />
      </Screen>
    );
  }
  if (!access.any && wanted !== 'requests') return <NotFound />;
  return (
    <Screen>
      <PageHead title={t('people.title')} />
      <Tabs
        label={t('people.tabs')}
        value={tab}
        items={items}
        onValueChange={(value) =>
          void navigate({ to: '/people', search: { ...search, tab: value, user: undefined }, replace: true })
        }
      >
        <TabPanel value={tab}>
          {tab === 'users' && <UsersTab />}
          {tab === 'groups' && <GroupsTab />}
          {tab === 'workspaces' && <WorkspacesTab />}
          {tab === 'policies' && <PoliciesTab />}
          {tab === 'requests' && <RequestsTab />}
        </TabPanel>
      </Tabs>
    </Screen>
  );
}
