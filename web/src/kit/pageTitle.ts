/** The title of the browser's tab: what is open, then the product. */
import { useEffect } from 'react';
import { t } from '../i18n/core';

export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${t('app.product')}` : t('app.product');
  }, [title]);
}
