/** Shapes of guests, of their pages and of the outbox. */
import type { Id, NewShare, Obstacle, Share } from './types';

/** What a share for guests says beyond a link's. */
export type GuestShare = Share & {
  message?: string;
  domains?: string[];
  domain_cap?: number | null;
  recipients?: RecipientCounts;
};
export type RecipientCounts = { invited: number; verified: number; failed: number; removed: number };

export type GuestAudience = {
  addresses?: string[];
  domains?: string[];
  domain_cap?: number;
  message?: string;
  recipient_expires_at?: string;
};
export type NewGuestShare = Omit<NewShare, 'kind'> & { kind: 'guests' } & GuestAudience;

export type MailState = 'queued' | 'sent' | 'kept' | 'failed';
export type Recipient = {
  id: Id;
  address: string;
  /** As it is shown: letters of other scripts are told apart. */
  shown: string;
  name?: string | null;
  state: 'invited' | 'verified' | 'removed' | 'failed';
  invited_at: string;
  /** Came by their domain, without an invitation. */
  by_domain?: boolean;
  verified_at?: string | null;
  last_seen?: string | null;
  views: number;
  minutes: number;
  expires_at?: string | null;
  mail?: { state: MailState; why?: string | null; at: string };
  /** When its link was opened in a browser that was not verified. */
  elsewhere_at?: string | null;
};
export type GuestsMade = { share: GuestShare; recipients: Recipient[]; link?: string | null };
export type RecipientsAdded = { added: Recipient[]; already: Recipient[] };

export type ParsedAddress = {
  address: string;
  shown: string;
  name?: string | null;
  /** How it was written, each time. */
  given: string[];
  /** Other addresses that look the same. */
  alike?: string[];
};
export type RefusedText = { text: string; why: string };
export type ParsedText = { addresses: ParsedAddress[]; refused: RefusedText[] };

/** What is shared with the address that this browser has proved. */
export type SharedWithMe = { address: string; items: SharedItem[] };
export type SharedItem = {
  id: Id;
  title: string;
  shared_by: string;
  workspace: string;
  expires_at?: string | null;
  last_seen?: string | null;
};

/** A mail that no server took. */
export type OutboxItem = {
  id: Id;
  to: string;
  subject: string;
  kind: string;
  state: 'kept' | 'queued' | 'failed';
  why?: string | null;
  tries: number;
  at: string;
};
export type OutboxMail = Omit<OutboxItem, 'tries'> & { text?: string | null; html?: string | null };
export type Outbox = {
  items: OutboxItem[];
  /** A mail server is set up. */
  server: boolean;
};
export type MailTested = { sent: boolean };

/** What stands in the way, with the guest whom it is about. */
export type GuestObstacle = Obstacle & { address?: string };
