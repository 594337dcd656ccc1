/**
 * The HTTP contract of people as the web side uses it: users, groups, permissions, policies, folders, requests, and the
 * reasons why somebody can open something. Shapes only; types.ts holds the rest of the contract.
 */
import type { Id, Level, Origin, Repair, Step } from './types';

export type { Origin, Repair, Step };

export type Named = { id: Id; name: string };

export type PersonStatus = 'active' | 'disabled' | 'invited';
export type Attributes = Record<string, string[]>;
export type Person = {
  id: Id;
  name: string;
  email: string;
  status: PersonStatus;
  attributes: Attributes;
  groups: { id: Id; name: string; computed: boolean }[];
  can: ('change' | 'delete' | 'invite')[];
};
export type NewPersonBody = {
  name: string;
  email: string;
  attributes?: Attributes;
  password?: string;
  invite?: boolean;
  language?: string;
};
export type NewPerson = { user: Person; invitation?: string; mailed?: boolean };
export type NewInvitation = { invitation: string; mailed: boolean };
export type Invitation = { organisation: string; name: string; email: string };
export type Leaves = { grants: number; groups: number; shares: number; tokens: number };
export type Seen = { principal: string; name: string };

export type GroupRule = { attribute: string; contains: string };
export type GroupItem = {
  id: Id;
  name: string;
  parents: Named[];
  rule?: GroupRule | null;
  members?: number | null;
  can: ('change' | 'delete')[];
};
export type GroupPeople = GroupItem & { direct: Named[]; computed: Named[]; children: Named[] };

export type Permission =
  | 'view'
  | 'analyze'
  | 'manage'
  | 'app'
  | 'export_document'
  | 'export_data'
  | 'report'
  | 'sharing_see'
  | 'sharing_create'
  | 'sharing_edit'
  | 'sharing_end'
  | 'run_as'
  | 'audit';
export type PermissionItem = { principal: string; name: string; here: Permission[]; below: Permission[] };

export type PolicyLevel = Level | 'block';
export type Reaches = 'here' | 'here_and_below';
export type PolicyBody = {
  name: string;
  reach: Reaches;
  tag: string;
  principal: string;
  level: PolicyLevel;
};
export type Policy = PolicyBody & {
  id: Id;
  workspace: Id;
  inherited: boolean;
  principal_name: string;
  /** null where it reaches beyond what this caller may look at. */
  meets: number | null;
  can: ('change' | 'delete')[];
};

export type AccessRequest = {
  id: Id;
  dashboard: Id;
  dashboard_title: string;
  workspace: Id;
  workspace_name: string;
  user: { id: Id; name: string; email: string };
  message: string;
  created_at: string;
  levels: Level[];
};

export type Reach = {
  items: {
    dashboard: Id;
    title: string;
    home: Id;
    level: Level;
    inherited: boolean;
    paths: Step[];
  }[];
  permissions: Permission[];
  next_cursor: string | null;
};
export type ReaderItem = { user: Named; email?: string; level: Level; paths: Step[] };

export type FolderAbility =
  | 'see'
  | 'rename'
  | 'move'
  | 'delete'
  | 'create_dashboard'
  | 'create_folder'
  | 'create_in'
  | 'see_grants'
  | 'change_grants'
  | 'share';
export type Folder = {
  id: Id;
  name: string;
  parent: Id | null;
  workspace: Id;
  level: Level | null;
  inherited: boolean;
  can: FolderAbility[];
};
