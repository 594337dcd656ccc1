/** The faults of the document in words, each a way to its place in the text. */
import { t } from '../../i18n/core';
import { Icon } from '../../ui';
import { lineAndColumn, type Finding } from './pointer';
import type { Check } from './useCheck';
import css from './Editor.module.css';

export function Faults({
  check,
  text,
  onJump,
}: {
  check: Check;
  text: string;
  onJump: (fault: Finding) => void;
}) {
  const { faults } = check;
  return (
    <div className={css['faults']} aria-live="polite">
      <p
        className={css['faultsHead']}
        data-state={faults.length > 0 ? 'bad' : check.good ? 'good' : 'waiting'}
      >
        {faults.length > 0 ? (
          <>
            <Icon name="alert" size={14} /> {t('dashboards.editor.faults', { count: faults.length })}
          </>
        ) : check.failed ? (
          t('dashboards.editor.check_failed')
        ) : check.good ? (
          <>
            <Icon name="check" size={14} /> {t('dashboards.editor.no_faults')}
          </>
        ) : (
          t('dashboards.editor.checking')
        )}
      </p>
      {faults.length > 0 && (
        <ul>
          {faults.map((fault) => {
            const { line } = lineAndColumn(text, fault.from);
            return (
              <li key={`${fault.pointer} ${fault.message}`}>
                <button type="button" onClick={() => onJump(fault)}>
                  <span className={css['line']}>{t('dashboards.editor.line', { line })}</span>
                  <span>{fault.message}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
