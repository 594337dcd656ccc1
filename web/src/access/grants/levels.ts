/**
 * The level menu of the People door: what one row offers, and what the lists look like after a change.
 * Pure; it decides nothing. The server says in `levels` what this caller may hand out, this file only turns that into
 * menu options with a reason for each that is switched off, and predicts the result of a change for optimistic display.
 */
import type { GrantEntry, Grants, Level, LevelOption, Candidate } from '../../api/types';

/** Weakest first; a menu shows them in this order. */
export const LEVELS: readonly Level[] = ['view', 'share', 'edit'];

/** What a menu option does when chosen. `off` takes the grant away and exists for "everybody" only. */
export type MenuValue = Level | 'block' | 'off';

/** One line of a level menu. ``reason` is the server's word (see words.ts), present exactly when `disabled`. */
export type MenuOption = { value: MenuValue; checked: boolean; disabled: boolean; reason?: string };

function optionFor(levels: readonly LevelOption[], level: Level): LevelOption | undefined {
  return levels.find((option) => option.level === level);
}

/** The options of one row's level menu. Levels the server does not name at all are left out, not shown as disabled. */
export function menuOptions(
  levels: readonly LevelOption[],
  current: Level | 'block' | null,
  /** This caller may block. */
  blocks = false,
): MenuOption[] {
  const options: MenuOption[] = [];
  for (const level of LEVELS) {
    const found = optionFor(levels, level);
    if (found === undefined) continue;
    const checked = level === current;
    // The level somebody has already is never "switched off": choosing it again changes nothing.
    const disabled = !found.allowed && !checked;
    options.push(
      disabled
        ? { value: level, checked, disabled, reason: found.why ?? 'general' }
        : { value: level, checked, disabled },
    );
  }
  if (blocks || current === 'block') {
    options.push({ value: 'block', checked: current === 'block', disabled: false });
  }
  return options;
}

/** The "everybody" row has one option more: off. It is disabled where the entry cannot be removed here. */
export function everybodyOptions(entry: GrantEntry | null, offered: readonly LevelOption[]): MenuOption[] {
  const off: MenuOption = { value: 'off', checked: entry === null, disabled: false };
  if (entry !== null && !entry.can_remove) {
    off.disabled = true;
    off.reason = entry.why_not ?? 'general';
  }
  return [off, ...menuOptions(entry?.levels ?? offered, entry?.level ?? null)];
}

/** A row is frozen when its menu could only repeat what already is: then it shows as text, with the reason. */
export function isFrozen(options: readonly MenuOption[]): boolean {
  return options.every((option) => option.checked || option.disabled);
}

/** Why a frozen row is frozen: the reason of its first disabled option. */
export function frozenReason(options: readonly MenuOption[]): string {
  return options.find((option) => option.reason !== undefined)?.reason ?? 'no_change';
}

/** Levels that can be chosen for every one of the picked candidates; a reason stays with those that cannot. */
export function commonLevels(candidates: readonly Candidate[]): LevelOption[] {
  return LEVELS.flatMap((level): LevelOption[] => {
    const each = candidates.map((candidate) => optionFor(candidate.levels, level));
    if (each.length === 0 || each.some((option) => option === undefined)) return [];
    const refused = each.find((option) => option !== undefined && !option.allowed);
    if (refused === undefined) return [{ level, allowed: true }];
    return [
      refused.why === undefined ? { level, allowed: false } : { level, allowed: false, why: refused.why },
    ];
  });
}

/** The level the add box starts with: the weakest allowed one, so nobody hands out more than meant by pressing Enter. */
export function defaultLevel(options: readonly LevelOption[]): Level | null {
  return LEVELS.find((level) => optionFor(options, level)?.allowed === true) ?? null;
}

function mapEntries(
  list: Grants,
  principal: string,
  change: (entry: GrantEntry) => GrantEntry | null,
): Grants {
  const walk = (entries: readonly GrantEntry[]): GrantEntry[] =>
    entries.flatMap((entry) => {
      if (entry.principal !== principal) return [entry];
      const changed = change(entry);
      return changed === null ? [] : [changed];
    });
  const all = list.all !== null && list.all.principal === principal ? change(list.all) : list.all;
  return { ...list, users: walk(list.users), groups: walk(list.groups), all };
}

/** The lists as they will look once the server has changed one level. */
export function withLevel(list: Grants, principal: string, level: Level | 'block'): Grants {
  return mapEntries(list, principal, (entry) => ({ ...entry, level }));
}

/** The lists without one entry. */
export function withoutEntry(list: Grants, principal: string): Grants {
  return mapEntries(list, principal, () => null);
}

/** The lists with one more entry, in its place of the alphabet. Sorting by the reader's language is the caller's locale. */
export function withEntry(list: Grants, entry: GrantEntry, locale: string): Grants {
  const rest = withoutEntry(list, entry.principal);
  if (entry.principal === 'all') return { ...rest, all: entry };
  const collator = new Intl.Collator(locale);
  const insert = (entries: readonly GrantEntry[]): GrantEntry[] =>
    [...entries, entry].sort((a, b) => collator.compare(a.name, b.name));
  return entry.principal.startsWith('group:')
    ? { ...rest, groups: insert(rest.groups) }
    : { ...rest, users: insert(rest.users) };
}

/** The entry a candidate becomes when added, until the server's own answer replaces it. */
export function entryOf(candidate: Candidate, level: Level | 'block'): GrantEntry {
  const base: GrantEntry = {
    principal: candidate.principal,
    id: candidate.id,
    name: candidate.name,
    level,
    source: 'direct',
    works: candidate.has_access,
    lacks: [],
    lacks_by_you: false,
    you: false,
    levels: candidate.levels,
    can_remove: true,
  };
  if (candidate.email !== undefined) base.email = candidate.email;
  if (!candidate.has_access) base.why = 'no_access_to_workspace';
  return base;
}

/** Who is blocked, groups first: told apart from those with whom it is shared. */
export function blockedOf(list: Grants): GrantEntry[] {
  return [...list.groups, ...list.users].filter(({ level }) => level === 'block');
}

/** What an entry lacks to give what it says, as far as it gives anything. */
export function lackOf(entry: GrantEntry): 'analyze' | 'app' | null {
  if (!entry.works || entry.level === 'block') return null;
  if (entry.level === 'edit' && entry.lacks.includes('analyze')) return 'analyze';
  return entry.lacks.includes('app') ? 'app' : null;
}

/** Finds an entry wherever it stands. */
export function findEntry(list: Grants, principal: string): GrantEntry | undefined {
  if (principal === 'all') return list.all ?? undefined;
  return [...list.groups, ...list.users].find((entry) => entry.principal === principal);
}

/** The *Shared* count on a dashboard's button: entries other than the caller's own. */
export function sharedCount(list: Grants): number {
  const shared = [...list.groups, ...list.users].filter((entry) => !entry.you && entry.level !== 'block');
  return shared.length + (list.all === null ? 0 : 1);
}
