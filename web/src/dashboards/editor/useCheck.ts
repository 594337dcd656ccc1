/** Faults of the text as it is typed: JSON syntax at once, the server's check a moment after the last key. */
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { ApiError } from '../../api/problem';
import type { DashboardDocument, Id, PointerError } from '../../api/types';
import { parseExact } from '../../charts/exact';
import { t } from '../../i18n/core';
import { useSettled } from '../../ui';
import { findings, syntaxFault, type Finding } from './pointer';

/** Reads a text as a document; null when it is not even a JSON object. */
export function parseDocument(text: string): DashboardDocument | null {
  try {
    const value: unknown = parseExact(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as DashboardDocument)
      : null;
  } catch {
    return null;
  }
}

export type Check = {
  faults: Finding[];
  /** Nothing wrong with exactly this text. */
  good: boolean;
  /** The text has changed since the server was asked. */
  waiting: boolean;
  /** The check itself failed; says nothing about the text. */
  failed: unknown;
};

export function useCheck(workspace: Id | undefined, text: string): Check {
  const api = useApi();
  const settled = useSettled(text, 400);
  const document = useMemo(() => parseDocument(settled), [settled]);
  const query = useQuery({
    queryKey: ['check-document', workspace, settled],
    enabled: workspace !== undefined && document !== null,
    staleTime: 60_000,
    gcTime: 60_000,
    queryFn: async ({ signal }): Promise<PointerError[]> => {
      try {
        await api.post(`/workspaces/${workspace}/check-document`, { document }, { signal });
        return [];
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'invalid') throw error;
        return error.errors.length > 0 ? error.errors : [{ pointer: '', message: error.detail }];
      }
    },
  });
  const errors = query.data;
  const faults = useMemo(() => {
    const syntax = syntaxFault(text);
    if (syntax !== null) return [{ ...syntax, message: t('dashboards.editor.syntax') }];
    if (parseDocument(text) === null)
      return [{ from: 0, to: text.length, message: t('dashboards.editor.not_a_document'), pointer: '' }];
    return errors === undefined ? [] : findings(text, errors);
  }, [text, errors]);
  const current = settled === text && !query.isPending;
  return {
    faults,
    good: current && errors?.length === 0,
    waiting: !current && faults.length === 0,
    failed: query.error,
  };
}
