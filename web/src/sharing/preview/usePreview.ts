/**
 * See a share as its readers will, in a tab of its own. The tab opens with the click, because a browser lets none open
 * later, and is led to the page once the server has said where it is.
 */
import { useState } from 'react';
import { basePath } from '../../api/basePath';
import { useApi } from '../../api/context';
import { problemText } from '../../api/problemText';
import type { Id, NewShare, PreviewSession, Share } from '../../api/types';
import { t } from '../../i18n/core';
import { useToast } from '../../ui';

export function usePreview() {
  const api = useApi();
  const toast = useToast();
  const [busy, setBusy] = useState(false);

  const look = async (asked: () => Promise<PreviewSession>) => {
    const tab = window.open('', '_blank');
    if (tab === null) {
      toast({ kind: 'bad', text: t('sharing.preview_blocked') });
      return;
    }
    tab.opener = null;
    setBusy(true);
    try {
      const { path } = await asked();
      tab.location.replace(basePath + path);
    } catch (error) {
      tab.close();
      toast({ kind: 'bad', text: problemText(error) });
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    /** Of an embed as the one of whom its site says this. */
    ofShare: (share: Share, attributes: Record<string, string[]> = {}) =>
      look(() => api.post<PreviewSession>(`/shares/${share.id}/preview-session`, { attributes })),
    ofDraft: (dashboard: Id, workspace: Id, body: NewShare) =>
      look(() =>
        api.post<PreviewSession>(`/dashboards/${dashboard}/shares/preview-session`, body, {
          query: { workspace },
        }),
      ),
  };
}
