/** How shares have to look, as a form holds it and as it travels; and what is said above, which holds in any case. Pure. */
import type { Named, SharePolicy, SharePolicyInForce, ShareKind } from '../../api/types';
import { allShareKinds } from '../../access/outside';
import { networksOf } from '../terms/networks';

/** Everything that can be said; what is said by nobody is allowed. */
export type Rules = { [Rule in keyof SharePolicy]-?: Exclude<SharePolicy[Rule], undefined> };

export function rulesOf(policy: SharePolicy): Rules {
  return {
    kinds: policy.kinds ?? null,
    longest_days: policy.longest_days ?? null,
    password_required: policy.password_required ?? false,
    end_required: policy.end_required ?? false,
    default_days: policy.default_days ?? null,
    networks: policy.networks ?? [],
    domains: policy.domains ?? [],
    watermark: policy.watermark ?? false,
  };
}

/** What somebody has typed: numbers and lists as text, so that nothing is lost while it is half done. */
export interface RulesDraft {
  /** null: all kinds, also those that come later. */
  readonly kinds: readonly ShareKind[] | null;
  readonly longest: string;
  readonly password: boolean;
  readonly end: boolean;
  readonly fresh: string;
  readonly networks: string;
  readonly domains: string;
  readonly watermark: boolean;
}

export function draftOf(own: SharePolicy): RulesDraft {
  const rules = rulesOf(own);
  return {
    kinds: rules.kinds,
    longest: rules.longest_days === null ? '' : String(rules.longest_days),
    password: rules.password_required,
    end: rules.end_required,
    fresh: rules.default_days === null ? '' : String(rules.default_days),
    networks: rules.networks.join('\n'),
    domains: rules.domains.join('\n'),
    watermark: rules.watermark,
  };
}

/** One a line, or behind a comma; the at sign is left out. */
const domainsOf = (text: string) =>
  text
    .split(/[\s,;]+/)
    .map((domain) => domain.replace(/^@/, '').toLowerCase())
    .filter((domain) => domain !== '');

/** Days as they were typed; null: no limit. */
export const daysOf = (text: string) => (text.trim() === '' ? null : Number(text));

export function rulesOfDraft(draft: RulesDraft): Rules {
  return {
    kinds: draft.kinds === null ? null : [...draft.kinds],
    longest_days: daysOf(draft.longest),
    password_required: draft.password,
    end_required: draft.end,
    default_days: daysOf(draft.fresh),
    networks: networksOf(draft.networks),
    domains: domainsOf(draft.domains),
    watermark: draft.watermark,
  };
}

const MOST_DAYS = 3650;
/** A whole number of days, or none. */
export const fineDays = (text: string) =>
  text.trim() === '' || (/^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= MOST_DAYS);

/** Nothing differs from what was said before. */
export function sameRules(a: SharePolicy, b: SharePolicy): boolean {
  const words = (policy: SharePolicy) => {
    const rules = rulesOf(policy);
    return JSON.stringify({ ...rules, kinds: rules.kinds?.toSorted() ?? null });
  };
  return words(a) === words(b);
}

/** Something that is said above, and by whom. */
export interface Said<T> {
  readonly value: T;
  readonly by: Named;
}

/** The strictest of what is said above for each rule; undefined: nobody says anything. */
export interface Above {
  /** Kinds that may not be, and who says so. */
  readonly kinds: ReadonlyMap<ShareKind, Named>;
  readonly longest: Said<number> | undefined;
  readonly password: Said<true> | undefined;
  readonly end: Said<true> | undefined;
  readonly fresh: Said<number> | undefined;
  readonly networks: readonly Said<readonly string[]>[];
  readonly domains: readonly Said<readonly string[]>[];
  readonly watermark: Said<true> | undefined;
}

export function aboveOf(above: SharePolicyInForce['above']): Above {
  const said = above.map(({ workspace, policy }) => ({ by: workspace, rules: rulesOf(policy) }));
  const kinds = new Map<ShareKind, Named>();
  for (const { by, rules } of said) {
    for (const kind of allShareKinds) {
      if (rules.kinds !== null && !rules.kinds.includes(kind) && !kinds.has(kind)) kinds.set(kind, by);
    }
  }
  const first = (of: (rules: Rules) => boolean): Said<true> | undefined => {
    const found = said.find(({ rules }) => of(rules));
    return found && { value: true, by: found.by };
  };
  const numbers = (of: (rules: Rules) => number | null) =>
    said.flatMap(({ by, rules }) => {
      const value = of(rules);
      return value === null ? [] : [{ value, by }];
    });
  const lists = (of: (rules: Rules) => readonly string[]) =>
    said.flatMap(({ by, rules }) => (of(rules).length === 0 ? [] : [{ value: of(rules), by }]));
  return {
    kinds,
    longest: numbers((rules) => rules.longest_days).toSorted((a, b) => a.value - b.value)[0],
    password: first((rules) => rules.password_required),
    end: first((rules) => rules.end_required),
    // The nearest says it.
    fresh: numbers((rules) => rules.default_days).at(-1),
    networks: lists((rules) => rules.networks),
    domains: lists((rules) => rules.domains),
    watermark: first((rules) => rules.watermark),
  };
}
