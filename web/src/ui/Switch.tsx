/** On or off, at once. `label` stands beside it; what needs a save button is a Checkbox. */
import * as Radix from '@radix-ui/react-switch';
import { useId, type ReactNode } from 'react';
import css from './Switch.module.css';

export function Switch({
  label,
  hint,
  checked,
  onCheckedChange,
  disabled,
}: {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className={css['row']}>
      <Radix.Root
        id={id}
        className={css['switch']}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <Radix.Thumb className={css['thumb']} />
      </Radix.Root>
      <span className={css['words']}>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className={css['hint']}>
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}
