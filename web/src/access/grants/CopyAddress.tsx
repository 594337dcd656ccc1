/** Hands over the address of a dashboard, for somebody who comes to it in no other way. */
import { here } from '../../api/basePath';
import type { Id } from '../../api/types';
import { copyText } from '../../browser/clipboard';
import { t } from '../../i18n/core';
import { stringifySearch } from '../../kit/search';
import { useToast } from '../../ui';
import css from './Grants.module.css';

export function CopyAddress({ dashboard, workspace }: { dashboard: Id; workspace: Id }) {
  const toast = useToast();
  const address = `${here}/d/${dashboard}${stringifySearch({ workspace })}`;
  const copy = async () => {
    const done = await copyText(address);
    toast({
      kind: done ? 'good' : 'bad',
      text: done ? t('access.address_copied') : t('access.address_not_copied', { address }),
    });
  };
  return (
    <button type="button" className={css['repair']} onClick={() => void copy()}>
      {t('access.copy_address')}
    </button>
  );
}
