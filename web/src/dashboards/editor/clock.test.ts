/** The clock of a document is read and set without touching another letter of its text. */
import { describe, expect, it } from 'vitest';
import { clockOf, weekdayName, withClock } from './clock';

const text = `{
  "version": 1,
  "time": { "default": { "last": "7d" }, "zone": "Europe/Berlin" },
  "widgets": [],
  "later": { "time": { "zone": "untouched" } }
}`;

describe('the clock of a document', () => {
  it('is what the text says, and UTC from Monday where it says nothing', () => {
    expect(clockOf(text)).toEqual({ zone: 'Europe/Berlin', weekStarts: 'monday' });
    for (const silent of [
      '{}',
      '{"time": null}',
      '{"time": {}}',
      '{"time": {"zone": null, "week_starts": null}}',
    ])
      expect(clockOf(silent)).toEqual({ zone: 'UTC', weekStarts: 'monday' });
  });

  it('is set without touching anything else of the text', () => {
    const next = withClock(text, { zone: 'America/New_York', weekStarts: 'sunday' });
    expect(next).toBe(text.replace('"Europe/Berlin" }', '"America/New_York", "week_starts": "sunday" }'));
    expect(clockOf(next)).toEqual({ zone: 'America/New_York', weekStarts: 'sunday' });
  });

  it('writes nothing that is as before', () => {
    expect(withClock('{"version": 1}', { zone: 'UTC', weekStarts: 'monday' })).toBe('{"version": 1}');
    expect(withClock(text, { zone: 'Europe/Berlin', weekStarts: 'monday' })).toBe(text);
  });

  it('goes back to UTC by saying so', () => {
    expect(clockOf(withClock(text, { zone: 'UTC', weekStarts: 'monday' }))?.zone).toBe('UTC');
  });

  it.each(['{', '[]', '{"time": "UTC"}', '{"time": []}'])(
    'is unknown in %j, which stays as it is',
    (broken) => {
      expect(clockOf(broken)).toBeNull();
      expect(withClock(broken, { zone: 'Asia/Tokyo', weekStarts: 'sunday' })).toBe(broken);
    },
  );

  it('names weekdays in the language', () => {
    expect(weekdayName('monday', 'de')).toBe('Montag');
    expect(weekdayName('sunday', 'en')).toBe('Sunday');
  });
});
