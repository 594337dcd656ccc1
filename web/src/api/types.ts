/**
 * The HTTP contract as the web side uses it. All code takes its types from here, so that the hand-written shapes
 * can give way to those generated from openapi/api.json in one place. Shapes only: no calls, no checks.
 */
export type Id = string;
/** What a grant gives on a dashboard; each level holds the one before it. */
export type Level = 'view' | 'share' | 'edit';
export type Page<T> = { items: T[]; next_cursor: string | null };

export type ProblemCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'timeout'
  | 'unavailable'
  | 'internal';
export type PointerError = { pointer: string; message: string };
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  request_id: string;
  errors?: PointerError[];
  /** Why not, as a stable word. */
  reason?: string;
  /** The permission that is missing, if one is. */
  permission?: string;
  /** How many things it is about, such as shares that would end. */
  count?: number;
  /** Shares that would end, as far as the caller may see them. */
  shares?: { id: Id; name: string }[];
};

export type User = {
  id: Id;
  name: string;
  email: string;
  status: 'active' | 'disabled';
  attributes: Record<string, string[]>;
  can?: string[];
};
export type ShareCaller = {
  id: Id;
  dashboard: Id;
  title: string;
  abilities: string[];
  expires_at: string | null;
  shared_by: string;
};
export type Me = {
  caller: { kind: 'user' | 'share'; user?: User; share?: ShareCaller };
  can: string[];
  organisation: { name: string };
};
/** An API token as it is listed; its text is answered when it is made and never again. */
export type Token = {
  id: Id;
  name: string;
  read_only: boolean;
  /** Counts only in this workspace and below; everywhere when null. */
  workspace: Id | null;
  created_at: string;
  expires_at: string | null;
};
export type NewTokenBody = {
  name: string;
  user?: Id;
  read_only?: boolean;
  workspace?: Id | null;
  expires_at?: string | null;
};
export type NewToken = { id: Id; name: string; token: string };

export type WorkspaceAbility =
  | 'create_dashboard'
  | 'manage'
  | 'use_app'
  | 'see_shares'
  | 'create_share'
  | 'export_document'
  | 'export_data'
  | 'manage_data'
  | 'create_folder'
  | 'manage_policies'
  | 'manage_below'
  | 'see_reach';
export type Workspace = {
  id: Id;
  name: string;
  parent: Id | null;
  path: { id: Id; name: string }[];
  can: WorkspaceAbility[];
};

export type ColumnType =
  | 'string'
  | 'int'
  | 'float'
  | 'decimal'
  | 'bool'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'duration'
  | 'bytes'
  | 'list'
  | 'struct';
export type Column = {
  name: string;
  type: ColumnType;
  label?: string;
  unit?: string;
  description?: string;
  hidden?: boolean;
};
export type Outside = 'nobody' | 'guests' | 'anyone';
export type Dataset = {
  id: Id;
  name: string;
  label: string;
  workspace: Id;
  inherited: boolean;
  kind: 'files' | 'ingest' | 'sql';
  columns: Column[];
  outside: Outside;
  version: number;
  row_count: number | null;
  bad_rows: number;
  updated_at: string | null;
  can: ('upload' | 'ingest' | 'manage')[];
};
export type Uploaded = { dataset: Dataset; loaded: number; bad_rows: number };
export type RowRule = {
  id: Id;
  workspace: Id;
  dataset: string;
  applies_to: string;
  below: boolean;
  unless_manage: boolean;
  predicate: unknown;
};

/* ---- the dashboard document (design 08) ---- */
export type VariableType = 'string' | 'number' | 'date' | 'bool';
export type Domain =
  | { values: unknown[] }
  | { range: { min?: number | string; max?: number | string } }
  /** Empty for callers without `save`: they ask for the values, not how they are found. */
  | { choices: { dataset?: string; value?: string; label?: string; where?: Predicate } }
  | { pattern: string };
export type Variable = {
  name: string;
  label?: string;
  type: VariableType;
  many?: boolean;
  domain?: Domain;
  default?: unknown;
};
/** A predicate stays opaque to all but the question builder and the share dialog. */
export type Predicate = Record<string, unknown>;
export type Grain = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';
export type Select = { column?: string; as?: string; grain?: Grain } & Record<string, unknown>;
export type BuilderQuestion = {
  dataset: string;
  select: Select[];
  where?: Predicate;
  order?: { by: string; desc?: boolean }[];
  limit?: number;
};
export type SqlQuestion = { sql: string };
export type Question = BuilderQuestion | SqlQuestion;
export type Place = { x: number; y: number; w: number; h: number };
/** `last` such as "7d", or two RFC 3339 times. */
export type TimeRange = { last: string } | { from: string; to: string };
export type Widget = {
  id: string;
  kind: string;
  title?: string;
  place: Place;
  question?: Question;
  /** Instead of `question` for callers without `save`: what a change of which inputs asks again. */
  reads?: { variables: string[]; time: boolean };
  /** "live", "manual", or a period such as "30s". */
  refresh?: string;
  options?: Record<string, unknown>;
};
export type DashboardDocument = {
  version: 1;
  time?: { default?: TimeRange; column_hint?: string };
  variables?: Variable[];
  widgets: Widget[];
};

export type DashboardSummary = {
  id: Id;
  title: string;
  workspace: Id;
  tags: string[];
  level: Level;
  private: boolean;
  shared_outside: boolean;
  inherited: boolean;
  folder?: Id | null;
  /** Cannot be shared to the outside. */
  restricted?: boolean;
  display?: Display;
  updated_at: string;
  widget_kinds: string[];
  can: string[];
};
/** Through whose eyes the data is seen; `valid` false: those eyes see nothing any more. */
export type Display = { as: 'viewer' | 'user'; user?: { id: Id; name: string } | null; valid?: boolean };
export type DashboardAbility =
  | 'open'
  | 'save'
  | 'delete'
  | 'see_grants'
  | 'change_grants'
  | 'see_shares'
  | 'create_share'
  | 'export_document'
  | 'export_data'
  | 'copy'
  | 'interact'
  | 'move'
  | 'restrict'
  | 'set_display'
  | 'run_as'
  | 'answer_requests';
export type Dashboard = {
  id: Id;
  workspace: Id;
  home_workspace: Id;
  title: string;
  tags: string[];
  document: DashboardDocument;
  revision: number;
  /** null for share callers. */
  level: Level | null;
  private: boolean;
  shared_outside: boolean;
  folder?: Id | null;
  restricted?: boolean;
  display: Display;
  can: DashboardAbility[];
  /** i18n key that says why Edit is not offered to somebody who holds the edit grant. */
  save_hint?: string | null;
  /** Share callers: variables that are locked and named; hidden ones are absent everywhere. */
  fixed?: { variables: Record<string, { value: unknown }>; time_last_at_most?: string | null };
  share?: { title: string; shared_by: string; expires_at: string | null };
};
export type Revision = {
  revision: number;
  saved_at: string;
  saved_by: { id: Id; name: string };
  title: string;
};

/** Where a grant or block comes from. */
export type Origin = { kind: 'workspace' | 'group' | 'folder' | 'policy'; id: Id; name: string };
/** One path that gives or takes, in its parts; `text` is the server's own English sentence. */
export type Step = {
  kind: string;
  effect: 'gives' | 'takes' | 'limits';
  text: string;
  level?: Level;
  to?: string;
  name?: string;
  on?: Origin;
  through?: string[];
  workspace?: string;
  above?: boolean;
};
/** What would make an entry of a list work. */
export type Repair = {
  step: 'give_access' | 'enable' | 'lift_block';
  by_you: boolean;
  of?: string;
  of_name?: string;
  on?: Origin;
};

export type LevelOption = { level: Level; allowed: boolean; why?: string };
export type GrantEntry = {
  /** "user:ID", "group:ID" or "all". */
  principal: string;
  id: Id;
  name: string;
  email?: string;
  level: Level | 'block';
  source: 'direct' | 'inherited';
  from?: string;
  /** For a direct one: what from elsewhere is at least as strong. */
  outweighed_by?: Origin;
  works: boolean;
  why?: 'no_access_to_workspace' | 'disabled' | 'blocked';
  repair?: Repair;
  /** Why this caller can change nothing about it. */
  frozen?: string;
  you?: boolean;
  levels: LevelOption[];
  can_remove: boolean;
  why_not?: string;
};
export type Grants = {
  users: GrantEntry[];
  groups: GrantEntry[];
  all: GrantEntry | null;
  managers: number;
  can: string[];
};
export type Candidate = {
  principal: string;
  id: Id;
  name: string;
  email?: string;
  kind: 'user' | 'group' | 'all';
  has_access: boolean;
  levels: LevelOption[];
};
export type Explanation = {
  level: Level | null;
  steps: Step[];
};

export type Answer = {
  columns: { name: string; type: string; label?: string; unit?: string }[];
  rows: unknown[][];
  row_count: number;
  truncated: boolean;
  as_of: string;
  cached: boolean;
  fingerprint: string;
  notes?: string[];
};
export type DataRequest = {
  widget: string;
  variables: Record<string, unknown>;
  time?: TimeRange;
  workspace?: Id;
};
export type Choices = { items: { value: unknown; label: string }[]; truncated: boolean };

export type ShareAbility = 'interact' | 'export_document' | 'export_data';
export type ShareState = 'live' | 'paused' | 'ended';
export type ShareReason =
  'revoked' | 'expired' | 'used_up' | 'dashboard_deleted' | 'owner_lost_access' | 'switched_off';
export type ShareVariable = { locked?: unknown; hidden?: boolean; subset?: unknown[] };
export type Share = {
  id: Id;
  kind: 'link';
  dashboard: Id;
  dashboard_title: string;
  workspace: Id;
  title: string;
  description: string;
  owner: { id: Id; name: string };
  created_at: string;
  starts_at: string | null;
  expires_at: string | null;
  idle_days: number | null;
  max_views: number | null;
  has_password: boolean;
  rows: { dataset: string; predicate: unknown; text?: string }[];
  variables: Record<string, ShareVariable>;
  time: { last_at_most?: string } | null;
  abilities: ShareAbility[];
  state: ShareState;
  reason: ShareReason | null;
  views: number;
  last_seen_at: string | null;
  watching: number;
  can: ('edit' | 'pause' | 'resume' | 'rotate' | 'end')[];
};
export type NewShare = {
  kind: 'link';
  title: string;
  description?: string;
  starts_at?: string | null;
  expires_at?: string | null;
  idle_days?: number | null;
  password?: string | null;
  max_views?: number | null;
  rows?: { dataset: string; predicate: unknown }[];
  variables?: Record<string, ShareVariable>;
  time?: { last_at_most?: string } | null;
  abilities?: ShareAbility[];
  version?: 'follow';
};
/** What changes: fields that are absent stay, null takes away. */
export type SharePatch = Partial<Omit<NewShare, 'kind' | 'version'>>;
/** The link is answered here and never again. */
export type ShareWithLink = { share: Share; link: string };
/** One thing that stands in the way of a share: what, where, and who could lift it. */
export type Obstacle = {
  code: string;
  permission?: string;
  on: { kind: string; id?: string; name?: string };
  lift_by: { kind: string; permission?: string; workspace?: { id: Id; name: string } };
};
export type ShareCheck = {
  obstacles: Obstacle[];
  opens: { datasets: string[]; columns: number; rows?: number; from?: string; to?: string };
};
export type ShareSessionAnswer = { session: string; dashboard: Id; expires_at: string };

export type ExportRequest = {
  format: 'pdf' | 'csv';
  widget?: string;
  page?: {
    paper: 'A4' | 'A3' | 'Letter' | 'Legal';
    orientation: 'portrait' | 'landscape';
    layout: 'as_on_screen' | 'stacked';
  };
  locale?: string;
  time_zone?: string;
  variables: Record<string, unknown>;
  time?: TimeRange;
  workspace?: Id;
};

/* ---- events of GET /dashboards/{id}/live ---- */
export type LiveEvent =
  | { event: 'hello'; data: { widgets: string[]; resumed: boolean } }
  | { event: 'answer'; data: { widget: string; answer: Answer } }
  | { event: 'failed'; data: { widget: string; problem: Problem } }
  | { event: 'changed'; data: { what: 'document' | 'rights' } }
  | { event: 'ended'; data: { reason: string } };
