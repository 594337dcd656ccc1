/** Columns that stayed text so that nothing is lost, and the types they could have, each with its price. */
import type { ColumnRead } from '../api/types';
import { t } from '../i18n';
import { Button, Notice } from '../ui';
import { offerCell, offerPrice, offerTitle } from './readWords';
import css from './UploadDialog.module.css';

export function ColumnOffers({
  columns,
  onTypes,
}: {
  columns: readonly ColumnRead[];
  onTypes: (types: string) => void;
}) {
  const offered = columns.filter((column) => column.offers.length > 0);
  return offered.map((column) => (
    <Notice key={column.name} title={t('data.read.offer.title', { name: column.name })}>
      {column.offers.map((offer) => (
        <div key={offer.types} className={css['offer']}>
          <div>
            {offerPrice(offer)}
            {offer.cells.length > 0 && (
              <ul className={css['notes']}>
                {offer.cells.map((cell) => (
                  <li key={cell.line}>{offerCell(cell)}</li>
                ))}
              </ul>
            )}
          </div>
          <Button size="s" onClick={() => onTypes(offer.types)}>
            {offerTitle(offer, column.name)}
          </Button>
        </div>
      ))}
      {/* Said once, below the last. */}
      {column === offered.at(-1) && <p className={css['file']}>{t('data.read.offer.sendsAgain')}</p>}
    </Notice>
  ));
}
