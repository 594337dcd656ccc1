/** The level of one entry as a menu; as plain text with the reason where nothing could be chosen. */
import { Button, Icon, Menu, MenuRadio, Tooltip } from '../../ui';
import { t } from '../../i18n/core';
import { frozenReason, isFrozen, type MenuOption, type MenuValue } from './levels';
import { levelHint, levelText, reasonText } from '../words';
import css from './Grants.module.css';

export function LevelMenu({
  name,
  options,
  value,
  onChange,
  boxed,
  frozen,
}: {
  /** Whose level; part of the accessible name. */
  name: string;
  options: readonly MenuOption[];
  value: MenuValue;
  onChange: (value: MenuValue) => void;
  /** The server's word for why nothing about it can be changed. */
  frozen?: string | undefined;
  /** With a border, where it stands beside fields. */
  boxed?: boolean;
}) {
  if (frozen !== undefined || isFrozen(options)) {
    const reason = reasonText(frozen ?? frozenReason(options));
    return (
      <Tooltip text={reason}>
        <button type="button" className={css['frozen']} aria-label={`${levelText(value)}. ${reason}`}>
          {levelText(value)}
          <Icon name="lock" size={12} />
        </button>
      </Tooltip>
    );
  }
  return (
    <Menu
      label={t('access.level_of', { name })}
      trigger={
        <Button
          variant={boxed ? 'secondary' : 'ghost'}
          className={css['level']}
          aria-label={t('access.level_of_is', { name, level: levelText(value) })}
        >
          {levelText(value)}
          <Icon name="chevronDown" size={14} />
        </Button>
      }
    >
      <MenuRadio<MenuValue>
        value={value}
        onChange={(next) => {
          if (next !== value) onChange(next);
        }}
        options={options.map((option) => ({
          value: option.value,
          label: levelText(option.value),
          hint: option.disabled ? reasonText(option.reason) : levelHint(option.value),
          disabled: option.disabled,
        }))}
      />
    </Menu>
  );
}
