/** What a reader can do with one widget. */
import type { Widget } from '../../api/types';
import { copyText } from '../../browser/clipboard';
import { t } from '../../i18n/core';
import { IconButton } from '../../ui/Button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu';
import { useToast } from '../../ui/Toast';

export function WidgetMenu({
  widget,
  hasAnswer,
  csv,
  onFull,
  onTable,
}: {
  widget: Widget;
  hasAnswer: boolean;
  /** Makes the file; absent where exports of data are not allowed. */
  csv?: (() => void) | undefined;
  onFull: () => void;
  onTable: () => void;
}) {
  const toast = useToast();
  const copy = async () => {
    const link = `${location.origin}${location.pathname}${location.search}#w-${encodeURIComponent(widget.id)}`;
    if (await copyText(link)) {
      toast({ kind: 'good', text: t('view.linkCopied') });
      return;
    }
    // Then it stands where it can be copied by hand.
    history.replaceState(history.state, '', link);
    toast({ kind: 'bad', text: t('view.copyRefused') });
  };
  return (
    <Menu
      label={t('view.widgetMenu', { title: widget.title ?? '' })}
      trigger={
        <IconButton icon="more" size="s" label={t('view.widgetMenu', { title: widget.title ?? '' })} />
      }
    >
      <MenuItem icon="fullscreen" onSelect={onFull}>
        {t('view.fullSize')}
      </MenuItem>
      {widget.kind !== 'table' && (
        <MenuItem icon="table" disabled={!hasAnswer} onSelect={onTable}>
          {t('view.asTable')}
        </MenuItem>
      )}
      <MenuSeparator />
      {csv && (
        <MenuItem icon="download" disabled={!hasAnswer} onSelect={csv}>
          {t('view.csv')}
        </MenuItem>
      )}
      <MenuItem icon="link" onSelect={() => void copy()}>
        {t('view.copyWidgetLink')}
      </MenuItem>
    </Menu>
  );
}
