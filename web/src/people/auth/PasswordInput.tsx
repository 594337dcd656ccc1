/** A password box whose content can be looked at before it is sent. */
import { useState, type ComponentProps } from 'react';
import { t } from '../../i18n';
import { IconButton, Input } from '../../ui';
import css from './PasswordInput.module.css';

export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type' | 'ref'>) {
  const [shown, setShown] = useState(false);
  return (
    <span className={css['box']}>
      <Input {...props} type={shown ? 'text' : 'password'} spellCheck={false} autoCapitalize="off" />
      <IconButton
        size="s"
        icon={shown ? 'eyeOff' : 'eye'}
        label={shown ? t('people.signIn.hide') : t('people.signIn.show')}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      />
    </span>
  );
}
