/** Names that were picked, each with a way out. */
import { t } from '../i18n';
import { Avatar, Icon } from '../ui';
import css from './Chips.module.css';

export function Chips({
  label,
  items,
  onRemove,
}: {
  label: string;
  items: readonly { key: string; name: string; kind?: 'user' | 'group' | 'all' }[];
  onRemove: (key: string) => void;
}) {
  if (items.length === 0) return null;
  return (
    <ul className={css['chips']} aria-label={label}>
      {items.map(({ key, name, kind }) => (
        <li key={key}>
          <Avatar name={name} kind={kind ?? 'group'} size={18} />
          <span className={css['cut']}>{name}</span>
          <button type="button" aria-label={t('kit.remove', { name })} onClick={() => onRemove(key)}>
            <Icon name="x" size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}
