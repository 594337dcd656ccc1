/** One member of a JSON text is set, and everything else of it stays as it was typed. */
import { describe, expect, it } from 'vitest';
import { withMember } from './jsonEdit';

const zone = (text: string) => withMember(text, ['time', 'zone'], 'Asia/Tokyo');

describe('setting one member of a text', () => {
  it('changes the value and no other letter', () => {
    const text = '{\n  "version":1,\n\t"time" : {"zone":  "UTC" ,"later": [1,\n2]},\n "widgets": []}\n';
    expect(zone(text)).toBe(text.replace('"UTC"', '"Asia/Tokyo"'));
  });

  it('stands on a line of its own where its neighbours do', () => {
    expect(zone('{\n  "time": {\n    "column_hint": "at"\n  }\n}')).toBe(
      '{\n  "time": {\n    "column_hint": "at",\n    "zone": "Asia/Tokyo"\n  }\n}',
    );
    expect(zone('{"time": { "column_hint": "at" }}')).toBe(
      '{"time": { "column_hint": "at", "zone": "Asia/Tokyo" }}',
    );
  });

  it('makes the objects on the way, also in place of null', () => {
    expect(zone('{\n  "version": 1,\n  "widgets": []\n}')).toBe(
      '{\n  "version": 1,\n  "widgets": [],\n  "time": { "zone": "Asia/Tokyo" }\n}',
    );
    expect(zone('{"time": null}')).toBe('{"time": { "zone": "Asia/Tokyo" }}');
    expect(zone('{"time": {}}')).toBe('{"time": { "zone": "Asia/Tokyo" }}');
    expect(zone('{}')).toBe('{ "time": { "zone": "Asia/Tokyo" } }');
    expect(zone('{"time": {"zone": null}}')).toBe('{"time": {"zone": "Asia/Tokyo"}}');
  });

  it('sets the one of two that counts', () => {
    expect(zone('{"time": {"zone": "a", "zone": "b"}}')).toBe(
      '{"time": {"zone": "a", "zone": "Asia/Tokyo"}}',
    );
  });

  it('keeps numbers that a program would round', () => {
    const text = '{"time": {"zone": "UTC"}, "later": 12345678901234567890.10}';
    expect(zone(text)).toContain('12345678901234567890.10');
  });

  it.each(['', '{', '[]', '7', '{"time": 3}', '{"time": []}', '{"time": "UTC"}', '{"time": {"zone" "UTC"}}'])(
    'does nothing to %j',
    (text) => {
      expect(zone(text)).toBeNull();
    },
  );

  it('says the same when it is said again', () => {
    const once = zone('{"version": 1}') ?? '';
    expect(zone(once)).toBe(once);
  });
});
