/** What was asked before and what is asked now, side by side; on a narrow page one above the other. */
import { t } from '../i18n/core';
import { cx } from '../ui';
import { lineDiff, questionText, type Line } from './lineDiff';
import css from './Difference.module.css';

export function Difference({ before, after }: { before: unknown; after: unknown }) {
  const lines = lineDiff(questionText(before), questionText(after));
  return (
    <div className={css['sides']}>
      <Side label={t('access.waiting.before')} lines={lines.before} mark={css['gone']} />
      <Side label={t('access.waiting.after')} lines={lines.after} mark={css['new']} />
    </div>
  );
}

function Side({ label, lines, mark }: { label: string; lines: Line[]; mark: string | undefined }) {
  return (
    <figure className={css['side']}>
      <figcaption>{label}</figcaption>
      {lines.length === 0 ? (
        <p className={css['nothing']}>{t('access.waiting.no_text')}</p>
      ) : (
        <pre tabIndex={0} aria-label={label}>
          {lines.map(({ text, changed }, at) => (
            // Lines have no names but their places.
            <span key={at} className={cx(css['line'], changed && mark)}>
              {text}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
    </figure>
  );
}
