/** The outbox: mails that no server took, for who looks after the organisation. Look at, retry, delete; and a test mail. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../api/client';
import type { OutboxItem } from '../api/types';
import { useMe } from '../api/queries';
import { t, tMaybe } from '../i18n';
import { formatAgo, formatMoment } from '../i18n/format';
import { ListScreen } from '../kit/ListScreen';
import { PageHead } from '../kit/PageHead';
import { usePageTitle } from '../kit/pageTitle';
import { Screen } from '../kit/Screen';
import { NotFound } from '../kit/ScreenError';
import { useSave } from '../kit/useSave';
import {
  ActionCell,
  Button,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  Notice,
  StateMark,
  Table,
  Td,
  Th,
} from '../ui';
import { MailDialog } from './MailDialog';
import { outboxKey, useOutbox } from './queries';
import { TestMailDialog } from './TestMailDialog';
import css from './Outbox.module.css';

const tones = { kept: 'warn', queued: 'neutral', failed: 'bad' } as const;

export function OutboxPage() {
  usePageTitle(t('delivery.title'));
  const me = useMe();
  const list = useOutbox();
  const [testing, setTesting] = useState(false);
  const [looking, setLooking] = useState<OutboxItem | null>(null);
  if (me.data && !me.data.can.includes('manage_organisation')) return <NotFound />;
  const mails = list.data?.items ?? [];
  const test = (
    <Button icon="mail" onClick={() => setTesting(true)}>
      {t('delivery.test')}
    </Button>
  );
  return (
    <Screen>
      <PageHead title={t('delivery.title')} actions={mails.length > 0 && test} />
      <p className={css['intro']}>{t('delivery.intro')}</p>
      {list.data?.server === false && <Notice tone="warn">{t('delivery.no_server')}</Notice>}
      <ListScreen
        list={list}
        count={mails.length}
        wait={160}
        empty={
          <EmptyState icon="mail" title={t('delivery.empty')} actions={test}>
            {t('delivery.empty_hint')}
          </EmptyState>
        }
        onAgain={() => void list.refetch()}
      >
        <MailTable mails={mails} onLook={setLooking} />
      </ListScreen>
      {testing && <TestMailDialog onClose={() => setTesting(false)} />}
      {looking && <MailDialog mail={looking} onClose={() => setLooking(null)} />}
    </Screen>
  );
}

function MailTable({ mails, onLook }: { mails: readonly OutboxItem[]; onLook: (mail: OutboxItem) => void }) {
  const cache = useQueryClient();
  const [asking, setAsking] = useState<OutboxItem | null>(null);
  const common = {
    failsInToast: true,
    onSettled: () => {
      setAsking(null);
      return cache.invalidateQueries({ queryKey: outboxKey });
    },
  };
  const retry = useSave((mail: OutboxItem) => userClient.post(`/outbox/${mail.id}/retry`), {
    ...common,
    said: (_, { to }) => t('delivery.retried', { to }),
  });
  const remove = useSave((mail: OutboxItem) => userClient.delete(`/outbox/${mail.id}`), {
    ...common,
    said: (_, { to }) => t('delivery.deleted', { to }),
  });
  return (
    <>
      <Table label={t('delivery.title')} cards>
        <thead>
          <tr>
            <Th>{t('delivery.to')}</Th>
            <Th>{t('delivery.kind')}</Th>
            <Th>{t('delivery.state')}</Th>
            <Th>{t('delivery.at')}</Th>
            <Th>
              <span className="visually-hidden">{t('delivery.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id}>
              <Td className={css['main']}>
                <button type="button" onClick={() => onLook(mail)}>
                  <strong>{mail.to}</strong>
                  <span>{mail.subject}</span>
                </button>
              </Td>
              <Td data-label={t('delivery.kind')}>
                {tMaybe(`delivery.kind_${mail.kind}`, t('delivery.kind_any'))}
              </Td>
              <Td data-label={t('delivery.state')}>
                <span className={css['state']}>
                  <StateMark tone={tones[mail.state]}>{t(`delivery.state_${mail.state}`)}</StateMark>
                  {mail.why && <small>{tMaybe(`delivery.why_${mail.why}`, mail.why)}</small>}
                  {mail.tries > 0 && <small>{t('delivery.tries', { count: mail.tries })}</small>}
                </span>
              </Td>
              <Td data-label={t('delivery.at')} className={css['nowrap']}>
                <time dateTime={mail.at} title={formatMoment(mail.at)}>
                  {formatAgo(mail.at)}
                </time>
              </Td>
              <ActionCell corner>
                <Menu
                  label={t('delivery.actions')}
                  trigger={<IconButton icon="more" label={`${t('delivery.actions')}: ${mail.to}`} />}
                >
                  <MenuItem icon="eye" onSelect={() => onLook(mail)}>
                    {t('delivery.view')}
                  </MenuItem>
                  <MenuItem icon="refresh" onSelect={() => retry.send(mail)}>
                    {t('delivery.retry')}
                  </MenuItem>
                  <MenuSeparator />
                  <MenuItem icon="trash" danger onSelect={() => setAsking(mail)}>
                    {t('delivery.delete')}
                  </MenuItem>
                </Menu>
              </ActionCell>
            </tr>
          ))}
        </tbody>
      </Table>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t('delivery.delete_ask', { to: asking?.to ?? '' })}
        action={t('delivery.delete')}
        busy={remove.busy}
        onConfirm={() => asking && remove.send(asking)}
      >
        {t('delivery.delete_text')}
      </ConfirmDialog>
    </>
  );
}
