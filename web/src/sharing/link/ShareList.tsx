/** Shares of this dashboard: how each is doing, and what may be done with it. */
import { useState, type ReactNode } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { Dataset, Share, Variable } from '../../api/types';
import { locale, t } from '../../i18n/core';
import {
  Badge,
  Button,
  ConfirmDialog,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  StateMark,
  type Tone,
} from '../../ui';
import { ShareWaiting } from '../list/ShareWaiting';
import { attributesRead } from '../preview/attributes';
import { PreviewAs } from '../preview/PreviewAs';
import { usePreview } from '../preview/usePreview';
import { spanWords } from '../terms/spans';
import { valueTexts, variableName } from '../../document/values';
import { agoText, instantText, ownZone } from '../../i18n/instant';
import { termWords, type TermContext } from '../termWords';
import { hasCommonLink, ruleText, stateText } from '../words';
import type { ShareActions } from './useShares';
import css from './Link.module.css';

const tones: Record<Share['state'], Tone> = { live: 'good', paused: 'warn', ended: 'neutral' };

function facts(share: Share, now: Date): string[] {
  const list = [
    share.max_views === null
      ? t('sharing.views', { count: share.views })
      : t('sharing.views_of', { count: share.views, max: share.max_views }),
  ];
  if (share.watching > 0) list.push(t('sharing.watching', { count: share.watching }));
  else if (share.last_seen_at !== null)
    list.push(t('sharing.seen', { ago: agoText(share.last_seen_at, now, locale()) }));
  else list.push(t('sharing.never_seen'));
  if (share.starts_at !== null && share.state === 'live' && Date.parse(share.starts_at) > now.getTime())
    list.push(t('sharing.starts', { at: instantText(share.starts_at, locale(), ownZone()) }));
  if (share.idle_days !== null && share.state !== 'ended')
    list.push(t('sharing.idle', { count: share.idle_days }));
  if (share.expires_at === null) list.push(t('sharing.no_end'));
  else {
    const at = instantText(share.expires_at, locale(), ownZone());
    list.push(share.state === 'ended' ? t('sharing.end_was', { at }) : t('sharing.ends', { at }));
  }
  return list;
}

/** What the link narrows, in words; nothing where it narrows nothing. */
function Narrowing({
  share,
  variables,
  datasets,
  context,
}: {
  share: Share;
  variables: readonly Variable[];
  datasets: readonly Dataset[] | undefined;
  context: TermContext;
}) {
  const rows = share.rows.map((rule) => ruleText(rule, datasets));
  const locks = Object.entries(share.variables).flatMap(([name, lock]) =>
    lock.locked === undefined
      ? []
      : `${variableName(variables, name)}: ${valueTexts(variables, name, lock.locked).join(', ')}`,
  );
  const subsets = Object.entries(share.variables).flatMap(([name, { locked, subset }]) =>
    locked !== undefined || !subset
      ? []
      : t('sharing.only_of', {
          name: variableName(variables, name),
          values: valueTexts(variables, name, subset).join(', '),
        }),
  );
  const spans = share.time?.last_at_most
    ? [t('sharing.back_at_most', { span: spanWords(share.time.last_at_most) })]
    : [];
  const terms = termWords(share, context);
  const narrowed = rows.length + locks.length + subsets.length + spans.length + terms.length;
  if (!share.has_password && narrowed === 0) return null;
  return (
    <div className={css['badges']}>
      {share.has_password && <Badge icon="key">{t('sharing.password')}</Badge>}
      {locks.map((text) => (
        <Badge key={text} icon="lock">
          {text}
        </Badge>
      ))}
      {subsets.map((text) => (
        <Badge key={text} icon="check">
          {text}
        </Badge>
      ))}
      {spans.map((text) => (
        <Badge key={text} icon="clock">
          {text}
        </Badge>
      ))}
      {rows.map((text) => (
        <Badge key={text} icon="filter">
          {text}
        </Badge>
      ))}
      {terms.map(({ icon, text }) => (
        <Badge key={text} icon={icon}>
          {text}
        </Badge>
      ))}
    </div>
  );
}

export function ShareList<S extends Share>({
  label,
  shares,
  actions,
  variables,
  datasets,
  context,
  onRotated,
  onChange,
  under,
}: {
  /** Accessible name of the list. */
  label: string;
  shares: readonly S[];
  actions: ShareActions;
  /** A variable's name as people read it. */
  variables: readonly Variable[];
  /** What row rules speak of, where it is known. */
  datasets: readonly Dataset[] | undefined;
  /** What is known of the dashboard to say a link's terms. */
  context: TermContext;
  onRotated: (made: Awaited<ReturnType<ShareActions['rotate']>>) => void;
  onChange: (share: Share) => void;
  /** Stands below a share. */
  under?: (share: S) => ReactNode;
}) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<{ share: Share; what: 'end' | 'rotate' } | null>(null);
  const [busy, setBusy] = useState(false);
  const [looking, setLooking] = useState<Share | null>(null);
  const guests = asking?.share.kind === 'guests';
  const preview = usePreview();
  const [lookingAt, setLookingAt] = useState<Share | null>(null);
  const now = new Date();
  const confirm = async () => {
    if (asking === null) return;
    setBusy(true);
    if (asking.what === 'end') await actions.end(asking.share);
    else onRotated(await actions.rotate(asking.share));
    setBusy(false);
    setAsking(null);
  };
  return (
    <>
      <ul className={css['shares']} aria-label={label}>
        {shares.map((share) => (
          <li key={share.id} className={css['share']} data-state={share.state}>
            <div className={css['shareWords']}>
              <div className={css['shareHead']}>
                <span className={css['shareTitle']}>{share.title}</span>
                {share.waiting && (
                  <Button size="s" icon="clock" onClick={() => setLooking(share)}>
                    {t('sharing.waits')}
                  </Button>
                )}
                <StateMark
                  tone={share.blocked_by ? 'bad' : tones[share.state]}
                  pulse={share.state === 'live' && share.watching > 0}
                >
                  {stateText(share)}
                </StateMark>
              </div>
              {share.blocked_by && (
                <p className={css['facts']}>{t('sharing.blocked_hint', { name: share.blocked_by.name })}</p>
              )}
              {share.description !== '' && <p className={css['facts']}>{share.description}</p>}
              <p className={css['facts']}>{facts(share, now).join(' · ')}</p>
              <Narrowing share={share} variables={variables} datasets={datasets} context={context} />
            </div>
            {share.can.length > 0 && (
              <Menu
                label={t('sharing.link_menu', { title: share.title })}
                trigger={<IconButton icon="more" label={t('sharing.link_menu', { title: share.title })} />}
              >
                <MenuItem
                  icon="eye"
                  hint={t('sharing.list.detailsHint')}
                  onSelect={() =>
                    void navigate({
                      to: '/shares/$id',
                      params: { id: share.id },
                      search: { workspace: share.workspace },
                    })
                  }
                >
                  {t('sharing.list.details')}
                </MenuItem>
                {share.can.includes('preview') && (
                  <MenuItem
                    icon="eye"
                    hint={t('sharing.preview_hint')}
                    onSelect={() =>
                      attributesRead(share.rows).length > 0
                        ? setLookingAt(share)
                        : void preview.ofShare(share)
                    }
                  >
                    {t('sharing.preview')}
                  </MenuItem>
                )}
                {share.can.includes('edit') && (
                  <MenuItem icon="edit" hint={t('sharing.change_hint')} onSelect={() => onChange(share)}>
                    {t('sharing.change')}
                  </MenuItem>
                )}
                {share.can.includes('pause') && share.state === 'live' && (
                  <MenuItem
                    icon="pause"
                    hint={t('sharing.pause_hint')}
                    onSelect={() => void actions.move(share, 'pause')}
                  >
                    {t('sharing.pause')}
                  </MenuItem>
                )}
                {share.can.includes('resume') && share.state === 'paused' && (
                  <MenuItem
                    icon="play"
                    hint={t('sharing.resume_hint')}
                    onSelect={() => void actions.move(share, 'resume')}
                  >
                    {t('sharing.resume')}
                  </MenuItem>
                )}
                {hasCommonLink(share) && (
                  <MenuItem
                    icon="rotate"
                    hint={t('sharing.rotate_hint')}
                    onSelect={() => setAsking({ share, what: 'rotate' })}
                  >
                    {t('sharing.rotate')}
                  </MenuItem>
                )}
                {share.can.includes('end') && (
                  <>
                    <MenuSeparator />
                    <MenuItem icon="stop" danger onSelect={() => setAsking({ share, what: 'end' })}>
                      {t('sharing.end')}
                    </MenuItem>
                  </>
                )}
              </Menu>
            )}
            {under && <div className={css['under']}>{under(share)}</div>}
          </li>
        ))}
      </ul>
      {lookingAt !== null && <PreviewAs share={lookingAt} onClose={() => setLookingAt(null)} />}
      {looking !== null && <ShareWaiting share={looking} onClose={() => setLooking(null)} />}
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        busy={busy}
        title={t(`sharing.${asking?.what ?? 'end'}_title`, { title: asking?.share.title ?? '' })}
        action={guests ? t('guests.end_action') : t(`sharing.${asking?.what ?? 'end'}_action`)}
        onConfirm={() => void confirm()}
      >
        {t(guests ? 'guests.end_text' : `sharing.${asking?.what ?? 'end'}_text`, {
          count: asking?.share.watching ?? 0,
        })}
      </ConfirmDialog>
    </>
  );
}
