/** The keys of an embed and the code for its site. A new key's secret is shown once; the old one goes on until it is removed. */
import { useState } from 'react';
import type { FreshShareKey, Share, ShareKey } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { agoText, instantText, ownZone } from '../../i18n/instant';
import { ListScreen } from '../../kit/ListScreen';
import { Button, ConfirmDialog, IconButton, Notice } from '../../ui';
import { CopyField } from '../../ui/CopyField';
import { Code } from './Code';
import { useShareKeys } from './queries';
import css from './Embed.module.css';

function usedText(key: ShareKey): string {
  if (key.last_used_at == null) return t('embed.key_unused');
  return t('embed.key_used', { ago: agoText(key.last_used_at, new Date(), locale()) });
}

export function Keys({
  share,
  fresh,
  onFresh,
  onCopied,
}: {
  share: Share;
  /** A key that was just made, with its secret. */
  fresh: FreshShareKey | null;
  onFresh: (key: FreshShareKey | null) => void;
  onCopied: () => void;
}) {
  const { list, add, remove } = useShareKeys(share);
  const [removing, setRemoving] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const keys = list.data ?? [];
  const may = (word: Share['can'][number]) => share.can.includes(word);
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true);
    await what();
    setBusy(false);
  };
  const kid = fresh?.id ?? keys.at(-1)?.id;
  return (
    <div className={css['keys']}>
      {fresh && (
        <section className={css['fresh']} aria-label={t('embed.secret')}>
          <h4 role="status">{t('embed.secret')}</h4>
          <CopyField value={fresh.secret} label={t('embed.secret')} mono onCopied={onCopied} />
          <p className={css['quiet']}>{t('embed.secret_once')}</p>
        </section>
      )}
      <section aria-label={t('embed.keys')}>
        <div className={css['keysHead']}>
          <h4>{t('embed.keys')}</h4>
          {may('add_key') && (
            <Button
              size="s"
              icon="plus"
              busy={busy}
              onClick={() =>
                void act(async () => {
                  const key = await add();
                  if (key !== null) onFresh(key);
                })
              }
            >
              {t('embed.key_add')}
            </Button>
          )}
        </div>
        <p className={css['quiet']}>{t('embed.keys_hint')}</p>
        <ListScreen list={list} wait={40} onAgain={() => void list.refetch()}>
          {keys.length === 0 && <Notice tone="warn">{t('embed.no_keys')}</Notice>}
          <ul className={css['keyList']}>
            {keys.map((key) => (
              <li key={key.id}>
                <code>{key.id}</code>
                <span className={css['quiet']}>
                  {t('embed.key_made', { at: instantText(key.created_at, locale(), ownZone()) })} ·{' '}
                  {usedText(key)}
                </span>
                {may('remove_key') && (
                  <IconButton
                    icon="trash"
                    label={t('embed.key_remove', { key: key.id })}
                    onClick={() => setRemoving(key.id)}
                  />
                )}
              </li>
            ))}
          </ul>
        </ListScreen>
      </section>
      {kid !== undefined && <Code share={share} kid={kid} />}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        busy={busy}
        title={t('embed.key_remove_title')}
        action={t('embed.key_remove_action')}
        onConfirm={() =>
          void act(async () => {
            if (removing !== null && (await remove(removing)) && removing === fresh?.id) onFresh(null);
            setRemoving(null);
          })
        }
      >
        {t('embed.key_remove_text')}
      </ConfirmDialog>
    </div>
  );
}
