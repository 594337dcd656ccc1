/** Presets to permissions and back. */
import { describe, expect, it } from 'vitest';
import { bodyOf, closed, heldBy, permissions, presetNames, presetOf, presets } from './presets';

describe('presets', () => {
  it.each(presetNames)('%s is recognised from what it sends, at both reaches', (preset) => {
    for (const reach of ['here', 'here_and_below'] as const) {
      expect(heldBy(bodyOf(preset, reach))).toEqual({ kind: 'preset', preset, reach });
    }
  });
  it('grow: each holds what the one before holds', () => {
    for (const [index, name] of presetNames.entries()) {
      const before = presetNames[index - 1];
      if (before === undefined) continue;
      const held = closed(presets[name]);
      expect([...closed(presets[before])].every((one) => held.has(one))).toBe(true);
    }
  });
  it('know manage as everything, however much of it is spelled out', () => {
    expect(presetOf(['manage'])).toBe('manager');
    expect(presetOf([...permissions])).toBe('manager');
  });
  it('do not claim what is put together by hand', () => {
    expect(presetOf(['view'])).toBeNull();
    expect(presetOf(['view', 'app', 'export_document', 'audit'])).toBeNull();
    expect(heldBy({ here: ['manage'], below: ['view'] })).toEqual({ kind: 'exactly' });
    expect(heldBy({ here: [], below: [] })).toEqual({ kind: 'nothing' });
  });
  it('look through what is named twice: what reaches down counts here as well', () => {
    expect(heldBy({ here: ['manage'], below: ['manage'] })).toEqual({
      kind: 'preset',
      preset: 'manager',
      reach: 'here_and_below',
    });
    expect(heldBy({ here: ['view'], below: ['view', 'app', 'export_document'] })).toMatchObject({
      preset: 'viewer',
      reach: 'here_and_below',
    });
    expect(heldBy({ here: ['audit'], below: ['view', 'app', 'export_document'] })).toEqual({
      kind: 'exactly',
    });
  });
  it('count implied permissions as held', () => {
    expect(closed(['sharing_create'])).toEqual(new Set(['sharing_create', 'sharing_see', 'view']));
    expect(presetOf(['app', 'export_document'])).toBe('viewer');
  });
});
