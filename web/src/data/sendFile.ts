/** One way to send a file to a dataset: its parameters, and what the pages show is fetched again afterwards. */
import type { QueryClient } from '@tanstack/react-query';
import { userClient } from '../api/client';
import { keys } from '../api/queries';
import type { Dataset, FileRead, Uploaded } from '../api/types';
import { formatOf } from './fileName';

/** How a file is to be read, where that is said and not recognised. */
export type Reading = {
  /** The type of a column, as an offer says it. */
  types?: string;
  /** No line holds names of columns. */
  header?: 'none';
};

/** The same reading for the same file again: types stay with their columns by themselves, a head that is none does not. */
export function readAgain(before: FileRead, how: Reading): Reading {
  return before.format === 'csv' && before.head_line === null ? { header: 'none', ...how } : how;
}

export async function sendFile(
  cache: QueryClient,
  dataset: Pick<Dataset, 'id' | 'workspace'>,
  file: File,
  options: Reading & {
    onProgress: (part: number) => void;
    signal: AbortSignal;
    /** Leave the rows as they are when something reads columns that would go. */
    unlessItBreaks?: boolean;
  },
): Promise<Uploaded> {
  const query: Record<string, string> = { name: file.name };
  const format = formatOf(file.name);
  if (format) query['format'] = format;
  if (options.types !== undefined) query['types'] = options.types;
  if (options.header !== undefined) query['header'] = options.header;
  if (options.unlessItBreaks) query['if'] = 'nothing_breaks';
  const result = await userClient.upload<Uploaded>(`/datasets/${dataset.id}/upload`, file, {
    query,
    onProgress: options.onProgress,
    signal: options.signal,
  });
  if (result.replaced) {
    cache.setQueryData(keys.dataset(dataset.id), result.dataset);
    void cache.invalidateQueries({ queryKey: keys.datasets(dataset.workspace) });
  }
  return result;
}
