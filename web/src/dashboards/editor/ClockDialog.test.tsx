/** The form for a dashboard's clock hands back what was chosen, and nothing while the text cannot be read. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadTexts } from '../../i18n';
import { TooltipProvider } from '../../ui';
import type { Clock } from './clock';
import { ClockDialog } from './ClockDialog';

function open(clock: Clock | null) {
  const onClock = vi.fn();
  const onClose = vi.fn();
  render(
    <TooltipProvider>
      <ClockDialog clock={clock} onClock={onClock} onClose={onClose} />
    </TooltipProvider>,
  );
  return { onClock, onClose, user: userEvent.setup() };
}

describe('the form for a dashboard’s clock', () => {
  beforeAll(() => loadTexts('en'));

  it('hands back the zone that was found and the day that was picked', async () => {
    const { user, onClock } = open({ zone: 'UTC', weekStarts: 'monday' });
    expect(screen.getByRole('radio', { name: /^UTC/ })).toBeChecked();
    await user.type(screen.getByRole('searchbox'), 'new york{Enter}');
    expect(screen.getByRole('radio', { name: /^New York/ })).toBeChecked();
    expect(screen.getByText(/^America\/New York: it is/)).toBeVisible();
    await user.selectOptions(screen.getByLabelText('Weeks start on'), 'Sunday');
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    expect(onClock).toHaveBeenCalledExactlyOnceWith({ zone: 'America/New_York', weekStarts: 'sunday' });
  });

  it('says what it means when every reader has their own clock', async () => {
    const { user, onClock } = open({ zone: 'Europe/Berlin', weekStarts: 'monday' });
    await user.click(screen.getByRole('radio', { name: /^Readers' own clock/ }));
    expect(screen.getByText(/^Whoever looks has their own clock/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    expect(onClock).toHaveBeenCalledExactlyOnceWith({ zone: 'viewer', weekStarts: 'monday' });
  });

  it('keeps a zone that this browser does not know', async () => {
    const { user, onClock } = open({ zone: 'Mars/Olympus', weekStarts: 'monday' });
    expect(screen.getByRole('radio', { name: 'Mars/Olympus' })).toBeChecked();
    await user.click(screen.getByRole('button', { name: 'Apply' }));
    expect(onClock).toHaveBeenCalledExactlyOnceWith({ zone: 'Mars/Olympus', weekStarts: 'monday' });
  });

  it('hands back nothing while the text cannot be read', () => {
    open(null);
    expect(screen.getByText(/Mend that first/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Apply' })).toBeDisabled();
  });
});
