/** The clock a dashboard is read by: the one its document names, the reader's own where it says so, else UTC. */
import type { DashboardDocument } from '../api/types';
import { ownZone } from '../i18n/instant';

/** IANA name of the dashboard's clock for this reader. */
export function zoneOf(document: Pick<DashboardDocument, 'time'>): string {
  const said = document.time?.zone;
  if (said === undefined || said === null) return 'UTC';
  return said === 'viewer' ? ownZone() : said;
}

/** A zone as people name it: "New York". */
export function zoneName(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
