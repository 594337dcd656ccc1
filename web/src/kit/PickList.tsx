/**
 * Finds somebody or something by name and hands over what is picked: a search box and the first few results as buttons.
 * Holds no choice of its own; what was picked is shown by who asked.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Avatar, Notice, Quiet, SearchInput, Second, useSettled, useWhenFresh } from '../ui';
import css from './PickList.module.css';

export type Pick = { key: string; name: string; second?: string; kind: 'user' | 'group' | 'all' };

export function PickList<P extends Pick>({
  label,
  scope,
  search,
  taken,
  onPick,
}: {
  label: string;
  /** Part of the cache key: the same words find other things elsewhere. */
  scope: string;
  search: (q: string, signal: AbortSignal) => Promise<P[]>;
  /** Keys that are not offered. */
  taken?: readonly string[];
  onPick: (picked: P) => void;
}) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), 150);
  const found = useQuery({
    queryKey: ['pick', scope, q],
    queryFn: ({ signal }) => search(q, signal),
    placeholderData: keepPreviousData,
  });
  const items = (found.data ?? []).filter(({ key }) => !taken?.includes(key)).slice(0, 8);
  const take = (item: P | undefined) => {
    if (!item) return;
    onPick(item);
    setTyped('');
  };
  const enter = useWhenFresh(q === typed.trim() && !found.isPlaceholderData, () => take(items[0]));
  return (
    <div className={css['pick']}>
      <SearchInput
        label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          enter.forget();
        }}
        // Enter would send the form around; here it takes the first that was found.
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (typed.trim() !== '') enter.press();
        }}
      />
      {found.isError && <Notice tone="bad">{problemText(found.error)}</Notice>}
      <ul className={css['picks']} aria-label={label}>
        {items.map((item) => (
          <li key={item.key}>
            <button type="button" onClick={() => take(item)}>
              <Avatar name={item.name} kind={item.kind} size={22} />
              <span className={css['cut']}>{item.name}</span>
              {item.second && <Second>{item.second}</Second>}
            </button>
          </li>
        ))}
      </ul>
      <Quiet role="status">
        {found.isSuccess && items.length === 0
          ? q === ''
            ? t('kit.pick.nobody')
            : t('kit.pick.none', { q })
          : ''}
      </Quiet>
    </div>
  );
}
