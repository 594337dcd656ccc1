/** One widget over the whole window, as drawn or as its data in a table. It stays live. */
import * as Radix from '@radix-ui/react-dialog';
import type { Widget as WidgetDoc } from '../../api/types';
import type { Look } from '../../charts/view';
import { t } from '../../i18n/core';
import { Button, IconButton } from '../../ui/Button';
import type { WidgetData } from './useData';
import { Widget } from './Widget';
import css from './FullSize.module.css';

export function FullSize({
  widget,
  data,
  look,
  table,
  onTable,
  onClose,
  mends,
  onRetry,
}: {
  widget: WidgetDoc;
  data: WidgetData | undefined;
  look: Look;
  table: boolean;
  onTable: (table: boolean) => void;
  onClose: () => void;
  mends?: boolean | undefined;
  onRetry: (widget: WidgetDoc) => void;
}) {
  // The title stands in the dialog's own head; the data as a table have no options of the drawing.
  const shown: WidgetDoc = {
    ...widget,
    title: '',
    ...(table ? { kind: 'table', options: widget.kind === 'table' ? (widget.options ?? {}) : {} } : {}),
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={css['scrim']} />
        <Radix.Content
          className={css['full']}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            // The menu entry that opened it is gone; the menu's button is where the reader was.
            event.preventDefault();
            document.querySelector<HTMLElement>(`#${CSS.escape(`w-${widget.id}`)} button`)?.focus();
          }}
        >
          <header className={css['head']}>
            <Radix.Title className={css['title']}>{widget.title ?? t('view.fullSize')}</Radix.Title>
            {widget.kind !== 'table' && (
              <Button size="s" icon={table ? 'chart' : 'table'} onClick={() => onTable(!table)}>
                {table ? t('view.asDrawn') : t('view.asTable')}
              </Button>
            )}
            <Radix.Close asChild>
              <IconButton icon="x" label={t('app.close')} />
            </Radix.Close>
          </header>
          <div className={css['body']}>
            <Widget widget={shown} data={data} look={look} mends={mends} onRetry={onRetry} />
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
