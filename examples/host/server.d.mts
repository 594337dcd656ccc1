import type { Server } from 'node:http';
export interface SiteFacts {
  vitrine: string;
  share: string;
  kid: string;
  secret: string;
  port: number;
  /** How long a token counts. */
  seconds?: number;
}
export function startSite(facts: SiteFacts): Promise<Server>;
