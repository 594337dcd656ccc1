/**
 * The fields of what a workspace says of shares: a table over everything that can be said, so that a new rule does not compile
 * until it has its field. Each shows what is said above; that cannot be loosened here.
 */
import type { ComponentType, ReactNode } from 'react';
import type { Named, SharePolicy } from '../../api/types';
import { allShareKinds, kindsText } from '../../access/outside';
import { t } from '../../i18n';
import { Checkbox, Field, Fieldset, Icon, Input, TextArea } from '../../ui';
import { daysOf, type Above, type RulesDraft, type Said } from './policy';
import css from './Rules.module.css';

export interface RuleProps {
  readonly draft: RulesDraft;
  readonly above: Above;
  readonly set: (part: Partial<RulesDraft>) => void;
  readonly error: string | undefined;
}

/** "From Airlines: 30 days at most". */
function From({ by, children }: { by: Named; children: ReactNode }) {
  return (
    <p className={css['from']}>
      <Icon name="lock" size={13} />
      <span>
        {children} <span>{t('sharing.rules.from', { workspace: by.name })}</span>
      </span>
    </p>
  );
}

function Kinds({ draft, above, set, error }: RuleProps) {
  const allowed = (kind: (typeof allShareKinds)[number]) =>
    !above.kinds.has(kind) && (draft.kinds === null || draft.kinds.includes(kind));
  const put = (kind: (typeof allShareKinds)[number], on: boolean) => {
    const next = allShareKinds.filter((one) =>
      one === kind ? on : (draft.kinds ?? allShareKinds).includes(one),
    );
    // All of them is no limit: kinds that come later are allowed then, too.
    set({ kinds: next.length === allShareKinds.length ? null : next });
  };
  return (
    <Fieldset legend={t('sharing.rules.kinds')}>
      {allShareKinds.map((kind) => {
        const by = above.kinds.get(kind);
        return (
          <div key={kind}>
            <Checkbox
              label={kindsText(kind)}
              checked={allowed(kind)}
              disabled={by !== undefined}
              onChange={(event) => put(kind, event.target.checked)}
            />
            {by && <From by={by}>{t('sharing.rules.kindForbidden')}</From>}
          </div>
        );
      })}
      {error !== undefined && <p role="alert">{error}</p>}
    </Fieldset>
  );
}

function Days({
  label,
  hint,
  value,
  error,
  most,
  none,
  from,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  most: Said<number> | undefined;
  /** What holds while nothing is typed. */
  none: string;
  from: ReactNode;
  onChange: (value: string) => void;
}) {
  return (
    <div className={css['days']}>
      <Field label={label} hint={hint} error={error}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={most?.value}
            inputMode="numeric"
            placeholder={none}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      {from}
    </div>
  );
}

function Longest({ draft, above, set, error }: RuleProps) {
  const { longest } = above;
  return (
    <Days
      label={t('sharing.rules.longest')}
      hint={t('sharing.rules.longestHint')}
      value={draft.longest}
      error={
        error ??
        (longest && (daysOf(draft.longest) ?? 0) > longest.value
          ? t('sharing.rules.looser', { workspace: longest.by.name })
          : undefined)
      }
      most={longest}
      none={longest ? String(longest.value) : t('sharing.rules.noLimit')}
      from={
        longest && <From by={longest.by}>{t('sharing.rules.longestFrom', { count: longest.value })}</From>
      }
      onChange={(value) => set({ longest: value })}
    />
  );
}

function Fresh({ draft, above, set, error }: RuleProps) {
  const { fresh } = above;
  return (
    <Days
      label={t('sharing.rules.fresh')}
      hint={t('sharing.rules.freshHint')}
      value={draft.fresh}
      error={error}
      most={above.longest}
      none={fresh ? String(fresh.value) : t('sharing.rules.noProposal')}
      from={
        fresh &&
        draft.fresh === '' && (
          <From by={fresh.by}>{t('sharing.rules.freshFrom', { count: fresh.value })}</From>
        )
      }
      onChange={(value) => set({ fresh: value })}
    />
  );
}

function Required({
  label,
  hint,
  checked,
  from,
  onChange,
}: {
  label: string;
  hint: string;
  checked: boolean;
  from: Said<true> | undefined;
  onChange: (on: boolean) => void;
}) {
  return (
    <div>
      <Checkbox
        label={
          <>
            {label} <span className={css['hint']}>{hint}</span>
          </>
        }
        checked={checked || from !== undefined}
        disabled={from !== undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      {from && <From by={from.by}>{t('sharing.rules.requiredFrom')}</From>}
    </div>
  );
}

function Password({ draft, above, set }: RuleProps) {
  return (
    <Required
      label={t('sharing.rules.password')}
      hint={t('sharing.rules.passwordHint')}
      checked={draft.password}
      from={above.password}
      onChange={(password) => set({ password })}
    />
  );
}

function End({ draft, above, set }: RuleProps) {
  return (
    <Required
      label={t('sharing.rules.end')}
      hint={t('sharing.rules.endHint')}
      checked={draft.end}
      from={above.end}
      onChange={(end) => set({ end })}
    />
  );
}

function Networks({ draft, above, set, error }: RuleProps) {
  return (
    <div>
      <Field label={t('sharing.rules.networks')} hint={t('sharing.rules.networksHint')} error={error}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            spellCheck={false}
            placeholder="10.0.0.0/8"
            value={draft.networks}
            onChange={(event) => set({ networks: event.target.value })}
          />
        )}
      </Field>
      {above.networks.map(({ by, value }) => (
        <From key={by.id} by={by}>
          {t('sharing.rules.networksFrom', { networks: value.join(', ') })}
        </From>
      ))}
    </div>
  );
}

function Domains({ draft, above, set, error }: RuleProps) {
  return (
    <div>
      <Field label={t('sharing.rules.domains')} hint={t('sharing.rules.domainsHint')} error={error}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            spellCheck={false}
            placeholder="example.com"
            value={draft.domains}
            onChange={(event) => set({ domains: event.target.value })}
          />
        )}
      </Field>
      {above.domains.map(({ by, value }) => (
        <From key={by.id} by={by}>
          {t('sharing.rules.domainsFrom', { domains: value.join(', ') })}
        </From>
      ))}
    </div>
  );
}

function Watermark({ draft, above, set }: RuleProps) {
  return (
    <Required
      label={t('sharing.rules.watermark')}
      hint={t('sharing.rules.watermarkHint')}
      checked={draft.watermark}
      from={above.watermark}
      onChange={(watermark) => set({ watermark })}
    />
  );
}

/** In the order in which they are asked. */
export const fields: Readonly<Record<keyof SharePolicy, ComponentType<RuleProps>>> = {
  kinds: Kinds,
  longest_days: Longest,
  end_required: End,
  default_days: Fresh,
  password_required: Password,
  networks: Networks,
  domains: Domains,
  watermark: Watermark,
};
