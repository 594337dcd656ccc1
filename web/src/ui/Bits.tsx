/** Small quiet parts: badge, avatar, skeleton, progress, notice and what stands where nothing is yet. */
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './Icon';
import css from './Bits.module.css';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

export function Badge({
  tone = 'neutral',
  icon,
  title,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={cx(css['badge'], css[tone])} title={title}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}

/** A coloured dot with words: the state of something. */
export function StateMark({ tone, pulse, children }: { tone: Tone; pulse?: boolean; children: ReactNode }) {
  return (
    <span className={css['state']}>
      <span className={cx(css['dot'], css[`dot-${tone}`], pulse && css['pulse'])} aria-hidden="true" />
      {children}
    </span>
  );
}

/** Initials in a quiet circle; a group gets a picture instead. */
export function Avatar({
  name,
  kind = 'user',
  size = 24,
}: {
  name: string;
  kind?: 'user' | 'group' | 'all';
  size?: number;
}) {
  const initials = name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();
  return (
    <span
      className={cx(css['avatar'], kind !== 'user' && css['avatarGroup'])}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.42) }}
      aria-hidden="true"
    >
      {kind === 'user' ? (
        initials
      ) : (
        <Icon name={kind === 'group' ? 'group' : 'globe'} size={Math.round(size * 0.6)} />
      )}
    </span>
  );
}

export function Skeleton({ width, height = 14 }: { width?: number | string; height?: number | string }) {
  return <span className={css['skeleton']} style={{ width: width ?? '100%', height }} aria-hidden="true" />;
}

/** `value` from 0 to 1; without it the end is not known. */
export function Progress({ value, label }: { value?: number; label: string }) {
  return (
    <div
      className={css['progress']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
    >
      <div
        className={cx(css['bar'], value === undefined && css['unknown'])}
        style={value === undefined ? undefined : { width: `${Math.round(value * 100)}%` }}
      />
    </div>
  );
}

/** A message that stays in its place. */
export function Notice({
  tone = 'neutral',
  title,
  children,
  actions,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const icon: IconName = tone === 'good' ? 'check' : tone === 'warn' || tone === 'bad' ? 'alert' : 'info';
  return (
    <div className={cx(css['notice'], css[tone])} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div className={css['noticeWords']}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={css['noticeActions']}>{actions}</div>}
    </div>
  );
}

/** What stands where nothing is yet: says what belongs here and how it gets here. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  icon?: IconName;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={css['empty']}>
      {icon && (
        <span className={css['emptyIcon']}>
          <Icon name={icon} size={22} />
        </span>
      )}
      <h2>{title}</h2>
      {children && <div className={css['emptyWords']}>{children}</div>}
      {actions && <div className={css['emptyActions']}>{actions}</div>}
    </div>
  );
}
