/** Says so where a link that is handed out leads to another address than the one this page was opened at. */
import { t } from '../i18n';
import { Notice } from '../ui';

export function LinkElsewhere({ link }: { link: string }) {
  const there = originOf(link);
  if (there === null || there === location.origin) return null;
  return <Notice tone="warn">{t('kit.linkElsewhere', { there, here: location.origin })}</Notice>;
}

function originOf(link: string): string | null {
  try {
    return new URL(link).origin;
  } catch {
    return null;
  }
}
