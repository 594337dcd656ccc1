/** Words for the parts of a dataset. */
import type { ColumnType, Dataset, Outside } from '../api/types';
import { t, tMaybe } from '../i18n';

export const kindText = (kind: Dataset['kind']) => tMaybe(`data.kind.${kind}`, kind);
export const outsideText = (outside: Outside) => t(`data.outside.${outside}`);
export const typeText = (type: ColumnType) => tMaybe(`data.type.${type}`, type);
export const outsideLevels = ['nobody', 'guests', 'anyone'] as const satisfies readonly Outside[];
