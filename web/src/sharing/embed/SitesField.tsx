/** The sites whose pages may show an embed, one a line. */
import { t } from '../../i18n/core';
import { Field, TextArea } from '../../ui';

export function SitesField({
  value,
  error,
  autoFocus,
  onValue,
}: {
  value: string;
  error?: string | undefined;
  autoFocus?: boolean;
  onValue: (value: string) => void;
}) {
  return (
    <Field label={t('embed.sites')} hint={t('embed.sites_hint')} error={error}>
      {(control) => (
        <TextArea
          {...control}
          autoFocus={autoFocus}
          autoCapitalize="none"
          spellCheck={false}
          rows={2}
          placeholder="https://intranet.example"
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}
