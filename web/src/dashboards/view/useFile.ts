/** Makes a file on the server and hands it to the browser; says so when it takes a while and when it fails. */
import { useCallback, useState } from 'react';
import { plainText } from '../../api/plainText';
import type { ExportRequest } from '../../api/types';
import { saveFile } from '../../browser/save';
import { t } from '../../i18n/core';
import { useToast } from '../../ui/Toast';
import type { DataSource } from './source';
import type { DashState } from '../../document/state';

type Wish = Pick<ExportRequest, 'format' | 'widget'>;

export function useFile(
  source: DataSource,
  state: DashState,
): { make: (wish: Wish) => void; making: string | null } {
  const [making, setMaking] = useState<string | null>(null);
  const toast = useToast();
  const make = useCallback(
    (wish: Wish) => {
      if (source.file === undefined) return;
      setMaking(wish.widget ?? wish.format);
      toast({ text: t(wish.format === 'pdf' ? 'view.makingPdf' : 'view.makingCsv') });
      source
        .file(wish, state)
        .then(({ blob, name }) => saveFile(blob, name))
        .catch((error: unknown) => {
          const late = error instanceof DOMException && error.name === 'TimeoutError';
          toast({ kind: 'bad', text: late ? t('view.fileLate') : plainText(error) });
        })
        .finally(() => setMaking(null));
    },
    [source, state, toast],
  );
  return { make, making };
}
