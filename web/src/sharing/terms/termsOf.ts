/** The terms of a share, without what else it says of itself. Pure. */
import type { NewShare, Share } from '../../api/types';

/** What it says of itself, and whom it lets in. */
type Other = 'kind' | 'title' | 'description' | 'version' | 'message' | 'domains' | 'domain_cap' | 'origins';
type Named = Exclude<keyof NewShare & keyof Share, Other>;
/** A term that is added does not compile until it stands below. */
type Terms = { [Term in Named]-?: NewShare[Term] };

export function termsOf(share: Share): Terms {
  const { rows, variables, time, abilities, widgets, networks } = share;
  const { starts_at, expires_at, idle_days, max_views } = share;
  const { session_hours, refresh_seconds, pinned, language, time_zone, link_preview } = share;
  const { requests_a_minute, rotation } = share;
  const life = { starts_at, expires_at, idle_days, max_views };
  const page = { session_hours, refresh_seconds, pinned, language, time_zone, link_preview };
  return {
    rows,
    variables,
    time,
    abilities,
    widgets,
    networks,
    rotation,
    requests_a_minute,
    ...life,
    ...page,
  };
}
