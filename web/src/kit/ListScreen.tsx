/**
 * A list that is asked for: the row with search and buttons above it, what stands there while it loads, when it failed
 * and when nothing is there, the list itself, and the button for more. What it asks is its caller's query.
 */
import type { ReactNode } from 'react';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Button, Notice, Quiet, SearchInput, Skeleton } from '../ui';
import css from './ListScreen.module.css';

/** What it needs to know of a query, paged or not. */
export interface Asked {
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly error: unknown;
  readonly hasNextPage?: boolean;
  readonly isFetchingNextPage?: boolean;
  readonly fetchNextPage?: () => unknown;
}

export interface Search {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly className?: string | undefined;
}

export function ListScreen({
  list,
  count,
  search,
  tools,
  make,
  className,
  wait,
  empty,
  none,
  onAgain,
  children,
}: {
  list: Asked;
  /** How many stand in the list; left out where the list says itself that it is empty. */
  count?: number;
  search?: Search | undefined;
  /** Beside the search. */
  tools?: ReactNode;
  /** At the end of the row: the button that makes one. */
  make?: ReactNode;
  /** Of the row, where it stands otherwise than above a table in a tab. */
  className?: string | undefined;
  /** Height of what stands there while it loads, px; or what does. */
  wait: number | ReactNode;
  /** Instead of the list when there is none. */
  empty?: ReactNode;
  /** In words: nothing fits what is searched for. */
  none?: string;
  /** Offers another try when it failed. */
  onAgain?: () => void;
  children: ReactNode;
}) {
  const searched = search !== undefined && search.text.trim() !== '';
  const nothing = count === 0 && list.isSuccess;
  return (
    <>
      {(search !== undefined || Boolean(tools) || Boolean(make)) && (
        <div className={className ?? css['tools']}>
          {search && (
            <SearchInput
              className={search.className}
              label={search.label}
              placeholder={search.label}
              value={search.text}
              onChange={(event) => search.onText(event.target.value)}
            />
          )}
          {tools}
          {make && <span className={css['end']}>{make}</span>}
        </div>
      )}
      {Boolean(list.error) && (
        <Notice tone="bad" actions={onAgain && <Button onClick={onAgain}>{t('app.tryAgain')}</Button>}>
          {problemText(list.error)}
        </Notice>
      )}
      {list.isPending && (typeof wait === 'number' ? <Skeleton height={wait} /> : wait)}
      {nothing && (none !== undefined && (searched || empty === undefined) ? <Quiet>{none}</Quiet> : empty)}
      {count === undefined ? list.isSuccess && children : count > 0 && children}
      {list.hasNextPage === true && (
        <Button
          className={css['more']}
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage?.()}
        >
          {t('kit.more')}
        </Button>
      )}
    </>
  );
}
