/** Words of the page of one dashboard for codes of the server. */
import { tMaybe } from '../../i18n/core';

/** Why somebody who may edit a dashboard cannot save it here; empty for nothing, and for a code without words. */
export function cannotSaveText(code: string | null | undefined): string {
  return code ? tMaybe(`dashboards.cannotSave.${code}`, '') : '';
}
