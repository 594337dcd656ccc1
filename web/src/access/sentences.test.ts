/** The sentences in both languages, and that nothing the server says gets lost. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Step } from '../api/types';
import { loadTexts } from '../i18n';
import { sentence } from './sentences';

const step = (more: Partial<Step>): Step => ({ kind: 'direct', effect: 'gives', text: 'as told', ...more });
const nested = step({
  kind: 'folder',
  level: 'share',
  to: 'group:g',
  name: 'Operations',
  on: { kind: 'folder', id: 'f', name: 'Ops' },
  through: ['Night shift', 'Operations'],
  workspace: 'Port Authority',
  above: true,
});

describe('in English', () => {
  beforeEach(() => loadTexts('en'));
  it('tells a grant by name', () => {
    expect(sentence(step({ level: 'edit', to: 'user:u', name: 'Uma', workspace: 'Airlines' }))).toBe(
      'Edit & share by name, on the dashboard itself.',
    );
  });
  it('tells the way through groups, the folder and the workspace above', () => {
    expect(sentence(nested)).toBe(
      'View & share as a member of Operations (Night shift → Operations), through the folder “Ops”, given in Port Authority.',
    );
  });
  it('tells a policy with the workspace that wrote it, and a block', () => {
    const on = { kind: 'policy', id: 'p', name: 'Carrier UA' } as const;
    expect(sentence(step({ kind: 'policy', level: 'view', to: 'all', on, workspace: 'Airlines' }))).toBe(
      'View as everybody of the workspace, by the policy “Carrier UA” of Airlines.',
    );
    expect(
      sentence(step({ kind: 'block', effect: 'takes', to: 'group:g', name: 'Guests', through: ['Guests'] })),
    ).toBe('Blocked as a member of Guests, on the dashboard itself.');
  });
  it('tells what is about the workspace', () => {
    expect(sentence(step({ kind: 'missing_view', effect: 'takes', workspace: 'United' }))).toBe(
      'No access to the workspace United.',
    );
    expect(sentence(step({ kind: 'manage', level: 'share', workspace: 'United' }))).toBe(
      'Manages United: View & share.',
    );
  });
  it('repeats the server where the kind is not known', () => {
    expect(sentence(step({ kind: 'brand_new' }))).toBe('as told');
  });
});

describe('auf Deutsch', () => {
  beforeEach(() => loadTexts('de'));
  it('nennt Weg, Ordner und Arbeitsbereich', () => {
    expect(sentence(nested)).toBe(
      'Ansehen & teilen als Mitglied von Operations (Night shift → Operations), über den Ordner „Ops“, vergeben in Port Authority.',
    );
  });
  it('nennt, was fehlt', () => {
    expect(sentence(step({ kind: 'missing_view', effect: 'takes', workspace: 'United' }))).toBe(
      'Kein Zugang zum Arbeitsbereich United.',
    );
    expect(sentence(step({ kind: 'disabled', effect: 'takes' }))).toBe('Das Konto ist gesperrt.');
  });
});
