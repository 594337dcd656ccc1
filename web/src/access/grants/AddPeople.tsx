/**
 * The add box: type, pick one or several, choose a level, Add. A combobox with a list of candidates; the list stands
 * inside the dialog, so that Escape closes the list first and the dialog afterwards.
 */
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import * as Popover from '@radix-ui/react-popover';
import type { Candidate, Level, Workspace } from '../../api/types';
import { useMe } from '../../api/queries';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { Avatar, Button, cx, Icon, useWhenFresh } from '../../ui';
import { AddNotes } from './AddNotes';
import { invitee, isAddress, isInvitee } from './invite';
import { commonLevels, defaultLevel, menuOptions } from './levels';
import { LevelMenu } from './LevelMenu';
import type { Target } from './target';
import { useCandidates } from './useCandidates';
import css from './AddPeople.module.css';

export function AddPeople({
  target,
  workspace,
  onAdd,
  onGuest,
}: {
  target: Target;
  workspace: Workspace;
  /** Resolves to whether it was done; the box empties itself then. */
  onAdd: (picked: Candidate[], level: Level | 'block') => Promise<boolean>;
  /** Somebody without an account is let in as a guest instead; absent where there are none. */
  onGuest?: (() => void) | undefined;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [picked, setPicked] = useState<Candidate[]>([]);
  const [chosen, setChosen] = useState<Level | 'block' | null>(null);
  const [busy, setBusy] = useState(false);
  const found = useCandidates(target, workspace.id, typed, open);
  const invites = useMe().data?.can.includes('manage_organisation') === true;
  // Everybody has a row of its own in the lists below.
  const known = found.items.filter(
    (item) => item.kind !== 'all' && !picked.some(({ principal }) => principal === item.principal),
  );
  const address = typed.trim().toLowerCase();
  // Nobody here has it, as far as the server has answered for all that is typed.
  const unknown =
    isAddress(address) &&
    !found.waiting &&
    known.length === 0 &&
    !picked.some(({ email }) => email === address);
  const options = unknown && invites ? [invitee(address)] : known;
  const marked = options[Math.min(active, options.length - 1)];

  const levels = commonLevels(picked);
  const invited = picked.some(isInvitee);
  // Who is only just invited is not blocked.
  const blocks = target.blocks && !invited;
  const level =
    (chosen === 'block' && blocks) || levels.some((one) => one.level === chosen && one.allowed)
      ? chosen
      : defaultLevel(levels);

  const pick = (candidate: Candidate) => {
    setPicked((before) => [...before, candidate]);
    setTyped('');
    setActive(0);
    input.current?.focus();
  };
  const enter = useWhenFresh(open && !found.waiting, () => {
    if (marked) pick(marked);
  });
  const unpick = (principal: string) => {
    setPicked((before) => before.filter((one) => one.principal !== principal));
    input.current?.focus();
  };
  const submit = async () => {
    if (picked.length === 0 || level === null || busy) return;
    setBusy(true);
    setOpen(false);
    const done = await onAdd(picked, level);
    setBusy(false);
    if (!done) return;
    setPicked([]);
    setChosen(null);
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (options.length > 0) {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        const next = (Math.min(active, options.length - 1) + step + options.length) % options.length;
        setActive(next);
        // The end of what is loaded is not the end of what there is.
        if (next === options.length - 1 && found.hasMore) found.more();
      }
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (open && (marked || found.waiting)) enter.press();
      else if (!open || typed === '') void submit();
    } else if (event.key === 'Backspace' && typed === '' && picked.length > 0) {
      setPicked((before) => before.slice(0, -1));
    }
  };

  const optionId = (index: number) => `${id}-option-${index}`;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <div className={css['line']}>
        <Popover.Anchor asChild>
          {/* A click anywhere in the frame means its field; keyboards reach the field itself. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <div ref={box} className={css['box']} onClick={() => input.current?.focus()}>
            {picked.map((one) => (
              <span key={one.principal} className={css['chip']}>
                <Avatar name={one.name} kind={one.kind} size={18} />
                <span className={css['chipName']}>{one.name}</span>
                <button
                  type="button"
                  aria-label={t('access.unpick', { name: one.name })}
                  onClick={() => unpick(one.principal)}
                >
                  <Icon name="x" size={12} />
                </button>
              </span>
            ))}
            <input
              ref={input}
              role="combobox"
              aria-label={t('access.add_label')}
              aria-expanded={open}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={open && marked ? optionId(options.indexOf(marked)) : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder={picked.length === 0 ? t('access.add_placeholder') : ''}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                enter.forget();
                setActive(0);
                setOpen(true);
              }}
              onClick={() => setOpen(true)}
              onKeyDown={onKeyDown}
            />
          </div>
        </Popover.Anchor>
        {picked.length > 0 && level !== null && (
          <LevelMenu
            boxed
            name={t('access.those_picked')}
            value={level}
            options={menuOptions(levels, level, blocks)}
            onChange={(value) => {
              if (value !== 'off') setChosen(value);
            }}
          />
        )}
        <Button
          variant="primary"
          busy={busy}
          disabled={picked.length === 0 || level === null}
          onClick={() => void submit()}
        >
          {t(level === 'block' ? 'access.block' : invited ? 'access.invite_add' : 'access.add')}
        </Button>
      </div>
      <AddNotes picked={picked} level={level} workspace={workspace} />
      <Popover.Content
        role="presentation"
        className={css['drop']}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => {
          if (event.target instanceof Node && box.current?.contains(event.target)) event.preventDefault();
        }}
      >
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label={t('access.candidates')}
          className={css['list']}
          onScroll={(event) => {
            const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
            if (scrollTop + clientHeight > scrollHeight - 60 && found.hasMore && !found.loadingMore)
              found.more();
          }}
        >
          {options.map((candidate, index) => (
            // The focus stays in the field, which handles the keys for the marked option.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={candidate.principal}
              id={optionId(index)}
              role="option"
              aria-selected={candidate === marked}
              className={cx(css['option'], candidate === marked && css['marked'])}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setActive(index)}
              onClick={() => pick(candidate)}
            >
              <Avatar name={candidate.name} kind={candidate.kind} size={26} />
              <span className={css['words']}>
                <span className={css['optionName']}>
                  {isInvitee(candidate)
                    ? t('access.invite_option', { email: candidate.name })
                    : candidate.name}
                </span>
                <span className={css['second']}>
                  {isInvitee(candidate)
                    ? t('access.invite_hint')
                    : (candidate.email ?? t(`access.kind_${candidate.kind}`))}
                </span>
              </span>
              {!candidate.has_access && !isInvitee(candidate) && (
                <span className={css['outside']}>{t('access.no_access_yet')}</span>
              )}
            </li>
          ))}
        </ul>
        <p className={css['note']} role="status">
          {found.error
            ? problemText(found.error)
            : options.length > 0
              ? found.loadingMore
                ? t('access.loading_more')
                : ''
              : found.waiting
                ? t('access.searching')
                : typed.trim() === ''
                  ? t('access.nobody_left')
                  : unknown
                    ? t('access.invite_closed')
                    : t('access.nobody_found', { q: typed.trim() })}
        </p>
        {unknown && !invites && onGuest && (
          <Button size="s" icon="mail" className={css['guest']} onClick={onGuest}>
            {t('access.invite_guest')}
          </Button>
        )}
      </Popover.Content>
    </Popover.Root>
  );
}
