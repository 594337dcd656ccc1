/** Zones are found by whatever people call them. */
import { describe, expect, it } from 'vitest';
import { allZones, foundZones, offsetText, zoneNamed } from './zones';

const winter = new Date('2026-01-15T12:00:00Z');
const summer = new Date('2026-07-15T12:00:00Z');
const zones = allZones('en', winter);
const ids = (typed: string) => foundZones(zones, typed).map(({ id }) => id);

describe('the zones a clock can have', () => {
  it('are found by city, region, name and distance from UTC, in any order and without accents', () => {
    expect(ids('new york')[0]).toBe('America/New_York');
    expect(ids('york america')).toContain('America/New_York');
    expect(ids('eastern')).toContain('America/New_York');
    expect(ids('São')).toContain('America/Sao_Paulo');
    expect(ids('UTC+09:00')).toContain('Asia/Tokyo');
    expect(ids('UTC-05:00')).toContain('America/New_York');
    expect(ids('Europe/Berlin')).toEqual(['Europe/Berlin']);
    expect(ids('no such place')).toEqual([]);
  });

  it('are found by their name in the language of the page', () => {
    expect(foundZones(allZones('de', winter), 'mitteleuropäisch').map(({ id }) => id)).toContain(
      'Europe/Berlin',
    );
  });

  it('come with cities that begin with the word before those that only hold it', () => {
    const found = ids('lo');
    expect(found.indexOf('Europe/London')).toBeLessThan(found.indexOf('Europe/Oslo'));
  });

  it('say how far they are from UTC at this moment', () => {
    expect(zoneNamed('Europe/Berlin', 'en', winter)?.offset).toBe('UTC+01:00');
    expect(zoneNamed('Europe/Berlin', 'en', summer)?.offset).toBe('UTC+02:00');
    expect(zoneNamed('America/St_Johns', 'en', winter)?.offset).toBe('UTC−03:30');
    expect(offsetText(0)).toBe('UTC');
  });

  it('are none where the browser knows none of that name', () => {
    expect(zoneNamed('Mars/Olympus', 'en', winter)).toBeNull();
  });
});
