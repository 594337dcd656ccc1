/** Everything that leaves the organisation: the list of all shares, the switches that cut them, and the rules they keep to. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWorkspaces, useSeesShares } from '../../api/queries';
import { PageHead } from '../../kit/PageHead';
import { Screen } from '../../kit/Screen';
import { NotFound } from '../../kit/ScreenError';
import { usePageTitle } from '../../kit/pageTitle';
import { one } from '../../kit/search';
import { t } from '../../i18n';
import { Skeleton, TabPanel, Tabs } from '../../ui';
import { RulesTab } from '../rules/RulesTab';
import { SwitchesTab } from '../rules/SwitchesTab';
import { AllShares } from './AllShares';
import css from './SharesPage.module.css';

const tabs = ['list', 'switches', 'rules'] as const;

export function SharesPage() {
  usePageTitle(t('app.nav.shares'));
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const workspaces = useWorkspaces();
  const sees = useSeesShares();
  const tab = tabs.find((name) => name === one(search, 'tab')) ?? 'list';
  if (workspaces.isPending) {
    return (
      <Screen>
        <Skeleton height={240} />
      </Screen>
    );
  }
  if (!sees) return <NotFound />;
  return (
    <Screen>
      <PageHead title={t('app.nav.shares')}>
        <p className={css['intro']}>{t('sharing.list.intro')}</p>
      </PageHead>
      <Tabs
        label={t('sharing.tabs')}
        value={tab}
        items={tabs.map((value) => ({ value, label: t(`sharing.tab.${value}`) }))}
        onValueChange={(value) =>
          void navigate({
            to: '/shares',
            search: { workspace: search['workspace'], tab: value === 'list' ? undefined : value },
          })
        }
      >
        <TabPanel value={tab} className={css['panel']}>
          {tab === 'list' && <AllShares />}
          {tab === 'switches' && <SwitchesTab />}
          {tab === 'rules' && <RulesTab />}
        </TabPanel>
      </Tabs>
    </Screen>
  );
}
