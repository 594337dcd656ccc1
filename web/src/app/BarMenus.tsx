/** The two menus at the end of the bar: appearance, and the account with language, API tokens and sign out. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { basePath } from '../api/basePath';
import { userClient } from '../api/client';
import type { User } from '../api/types';
import { chooseLanguage, currentLanguage, languages, t, type Language } from '../i18n';
import {
  Avatar,
  Button,
  IconButton,
  Menu,
  MenuItem,
  MenuLabel,
  MenuRadio,
  MenuSeparator,
  setTheme,
  useDark,
  useTheme,
  useToast,
  type Theme,
} from '../ui';
import { problemText } from '../api/problemText';
import css from './BarMenus.module.css';

export function AppearanceMenu() {
  const theme = useTheme();
  const dark = useDark();
  return (
    <Menu
      label={t('app.theme.label')}
      trigger={<IconButton icon={dark ? 'moon' : 'sun'} label={t('app.theme.label')} />}
    >
      <MenuRadio<Theme>
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', label: t('app.theme.system') },
          { value: 'light', label: t('app.theme.light') },
          { value: 'dark', label: t('app.theme.dark') },
        ]}
      />
    </Menu>
  );
}

/** Each language by its own name, so that everybody finds the way home. */
const names: Record<Language, string> = { en: 'English', de: 'Deutsch' };

export function UserMenu({
  user,
  organisation,
  outbox,
}: {
  user: User;
  organisation: string;
  /** Whether it is theirs to look after mails. */
  outbox: boolean;
}) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const signOut = async () => {
    try {
      await userClient.post('/auth/logout');
      cache.clear();
      location.assign(`${basePath}/signin`);
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
    }
  };
  return (
    <Menu
      label={t('app.user.menu', { name: user.name })}
      trigger={
        <Button
          variant="ghost"
          className={css['account']}
          aria-label={t('app.user.menu', { name: user.name })}
        >
          <Avatar name={user.name} size={26} />
        </Button>
      }
    >
      <div className={css['who']}>
        <strong>{user.name}</strong>
        <span>{user.email}</span>
        <span>{organisation}</span>
      </div>
      <MenuSeparator />
      <MenuLabel>{t('app.user.language')}</MenuLabel>
      <MenuRadio<Language>
        value={currentLanguage()}
        onChange={chooseLanguage}
        options={languages.map((language) => ({ value: language, label: names[language] }))}
      />
      <MenuSeparator />
      <MenuItem icon="key" onSelect={() => void navigate({ to: '/tokens' })}>
        {t('app.user.tokens')}
      </MenuItem>
      {outbox && (
        <MenuItem icon="mail" onSelect={() => void navigate({ to: '/outbox' })}>
          {t('app.user.outbox')}
        </MenuItem>
      )}
      <MenuItem icon="signOut" onSelect={() => void signOut()}>
        {t('app.user.signOut')}
      </MenuItem>
    </Menu>
  );
}
