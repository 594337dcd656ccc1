/** Shapes of guests, of their pages and of the outbox. */
import type { Id, NewShare, Share, ShareSessionAnswer } from './types';

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
  verified_at?: string | null;
  last_seen_at?: string | null;
  views: number;
  minutes: number;
  expires_at?: string | null;
  mail: { state: MailState; why?: string | null; at: string };
  /** When its link was opened in a browser that was not verified. */
  elsewhere_at?: string | null;
};
export type GuestsMade = { share: GuestShare; recipients: Recipient[]; link?: string | null };
export type RecipientsAdded = { added: Recipient[]; already: Recipient[]; refused?: RefusedText[] };

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
  last_seen_at?: string | null;
};
export type { ShareSessionAnswer };

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
export type OutboxMail = OutboxItem & { text: string; html?: string | null };
