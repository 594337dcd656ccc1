/** Where addresses are pasted: the field, those that were taken, and what is wrong or to be looked at twice. */
import { useEffect, useRef, type RefObject } from 'react';
import { t, tMaybe } from '../../i18n/core';
import { Button, Field, Icon, TextArea } from '../../ui';
import { alike, isWhole } from './addresses';
import type { AddressesField } from './useAddresses';
import css from './Guests.module.css';

/** A letter that looks like another one, told apart: by its alphabet where that is a usual one, and by its number. */
function letterText(letter: string): string {
  const number = `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const alphabet = /\p{Script=Cyrillic}/u.test(letter)
    ? t('guests.letter_cyrillic')
    : /\p{Script=Greek}/u.test(letter)
      ? t('guests.letter_greek')
      : undefined;
  return `${letter} (${alphabet === undefined ? number : `${alphabet}, ${number}`})`;
}

export function AddressField({ field, autoFocus }: { field: AddressesField; autoFocus?: boolean }) {
  const { state, error } = field;
  const area = useRef<HTMLTextAreaElement>(null);
  const looks = alike(state);
  return (
    <div className={css['addresses']}>
      <Field label={t('guests.addresses')} hint={t('guests.addresses_hint')} error={error}>
        {(control) => (
          <TextArea
            {...control}
            ref={area}
            rows={2}
            autoFocus={autoFocus}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={100_000}
            placeholder={t('guests.addresses_example')}
            value={state.text}
            onChange={(event) => {
              const { value } = event.target;
              const pasted = (event.nativeEvent as InputEvent).inputType === 'insertFromPaste';
              if (value.trim() !== '' && (pasted || isWhole(value))) void field.take(value).catch(() => {});
              else field.type(value);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              // On an empty field Enter sends, as in other fields.
              if (state.text.trim() === '') event.currentTarget.form?.requestSubmit();
              else void field.take(state.text).catch(() => {});
            }}
          />
        )}
      </Field>
      <Taken field={field} area={area} warned={looks.map(({ shown }) => shown)} />
      <p className={css['quiet']} role="status">
        {state.folded > 0 ? t('guests.folded', { count: state.folded }) : ''}
      </p>
      {looks.length > 0 && (
        <ul className={css['looks']} aria-label={t('guests.alike_title')}>
          {looks.map(({ shown, like, letters }) => (
            <li key={shown}>
              <Icon name="alert" size={14} />
              <span>
                {t('guests.alike', { shown, like: like.join(', ') })}
                {letters.length > 0 &&
                  ` ${t('guests.alike_letters', { letters: letters.map(letterText).join(', ') })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {state.refused.length > 0 && (
        <ul className={css['refused']} aria-label={t('guests.refused_title')}>
          {state.refused.map(({ text, why }) => (
            <li key={text}>
              <Icon name="alert" size={14} />
              <span>
                <bdi>{text}</bdi> – {tMaybe(`guests.why_${why}`, t('guests.why_no_address'))}
              </span>
              <Button
                size="s"
                variant="ghost"
                aria-label={t('guests.correct_of', { text })}
                onClick={() => {
                  field.removeRefused(text, true);
                  area.current?.focus();
                }}
              >
                {t('guests.correct')}
              </Button>
              <Button
                size="s"
                variant="ghost"
                icon="x"
                aria-label={t('guests.leave_out', { text })}
                onClick={() => field.removeRefused(text, false)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Long lists scroll by themselves: what is below must stay in reach. */
function Taken({
  field,
  area,
  warned,
}: {
  field: AddressesField;
  area: RefObject<HTMLTextAreaElement | null>;
  /** As they are shown. */
  warned: readonly string[];
}) {
  const { taken, domains } = field.state;
  const list = useRef<HTMLUListElement>(null);
  const size = taken.length + domains.length;
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [size]);
  if (size === 0) return null;
  const chip = (key: string, words: string, name: string | null, warn: boolean, onRemove: () => void) => (
    <li key={key} data-warn={warn || undefined}>
      {warn && <Icon name="alert" size={12} />}
      <span className={css['cut']} title={words}>
        {name && <b>{name} </b>}
        <bdi>{words}</bdi>
      </span>
      <button
        type="button"
        aria-label={t('guests.leave_out', { text: words })}
        onClick={() => {
          onRemove();
          area.current?.focus();
        }}
      >
        <Icon name="x" size={12} />
      </button>
    </li>
  );
  return (
    <ul ref={list} className={css['chips']} aria-label={t('guests.taken')}>
      {taken.map(({ address, shown, name }) =>
        chip(address, shown, name ?? null, warned.includes(shown), () => field.remove(address)),
      )}
      {domains.map((domain) =>
        chip(`@${domain}`, t('guests.all_of', { domain }), null, false, () => field.removeDomain(domain)),
      )}
    </ul>
  );
}
