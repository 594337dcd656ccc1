/**
 * The values that a column holds, the most frequent first, as whoever writes a rule sees them: so that a rule is chosen and not guessed.
 * Who may not ask the data in this workspace types them.
 */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { Answer, Id } from '../../api/types';

const most = 100;

export function useColumnValues(
  workspace: Id,
  dataset: string,
  column: string,
  wanted: boolean,
): readonly string[] {
  const api = useApi();
  const widget = {
    id: 'values',
    kind: 'table',
    place: { x: 0, y: 0, w: 6, h: 4 },
    question: {
      dataset,
      select: [{ column }, { count: '*', as: 'rows_of_value' }],
      order: [{ by: 'rows_of_value', desc: true }],
      limit: most,
    },
  };
  const { data } = useQuery({
    queryKey: ['column-values', workspace, dataset, column],
    queryFn: ({ signal }) =>
      api.post<Answer>(
        `/workspaces/${workspace}/preview`,
        { document: { version: 1, widgets: [widget] }, widget: 'values' },
        { signal },
      ),
    enabled: wanted && column !== '',
    staleTime: 60_000,
    // Without the permission nothing is offered, and nothing is said.
    retry: false,
  });
  return (data?.rows ?? []).flatMap(([value]) =>
    value === null || value === undefined || value === '' ? [] : [String(value)],
  );
}
