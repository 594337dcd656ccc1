/**
 * The HTTP contract as the web side names it: every shape is the generated one of openapi/api.json (`npm run types`), under the
 * name that the screens use. No fields are listed here, and no calls or checks.
 */
import type { components } from './generated/schema';

type Schemas = components['schemas'];

export type Id = string;
/** One page of a list; each list's own page type in the description has exactly this form. */
export type Page<T> = Omit<Schemas['NamedPage'], 'items'> & { items: T[] };
export type Named = Schemas['Named'];
/** A cell of an answer, a value of a variable: what JSON can say. */
export type JsonValue = Schemas['JsonValue'];
/** Values of variables by name, as they travel. */
export type JsonMap = Schemas['JsonMap'];
/** One value that can be compared: a text, a number, yes or no. */
export type Literal = Schemas['Literal'];

/* ---- problems ---- */
export type Problem = Schemas['Problem'];
export type ProblemCode = Schemas['Code'];
export type PointerError = Schemas['ProblemFault'];

/* ---- people ---- */
export type SetupState = Schemas['SetupState'];
export type SetupBody = Schemas['SetupBody'];
export type Me = Schemas['Me'];
export type User = Schemas['User'];
export type NewUserBody = Schemas['NewUserBody'];
export type NewUser = Schemas['NewUser'];
export type NewInvitation = Schemas['NewInvitation'];
export type Invitation = Schemas['Invitation'];
export type LookAlike = Schemas['LookAlike'];
export type LookAlikes = Schemas['LookAlikes'];
export type Leaves = Schemas['Leaves'];
export type Seen = Schemas['Seen'];
export type Group = Schemas['Group'];
export type GroupRule = Schemas['GroupRule'];
export type GroupPeople = Schemas['GroupPeople'];
export type Token = Schemas['Token'];
export type Session = Schemas['Session'];
export type NewTokenBody = Schemas['NewTokenBody'];
export type NewToken = Schemas['NewToken'];

/* ---- workspaces ---- */
export type Workspace = Schemas['Workspace'];
export type Folder = Schemas['Folder'];
export type Permission = Schemas['Permission'];
export type PermissionItem = Schemas['PermissionItem'];
export type PrincipalItem = Schemas['PrincipalItem'];
export type BrandParts = Schemas['BrandParts'];
export type WorkspaceBrand = Schemas['WorkspaceBrand'];
export type WorkspaceBrandBody = Schemas['WorkspaceBrandBody'];
export type Policy = Schemas['Policy'];
export type NewPolicyBody = Schemas['NewPolicyBody'];
export type PolicyReach = Schemas['PolicyReach'];
export type Reach = Schemas['Reach'];
export type ReaderItem = Schemas['ReaderItem'];
export type Readers = Schemas['ReaderPage'];
/** Who gains and who loses by a change that is not made yet. */
export type Effects = Schemas['Effects'];

/* ---- dashboards ---- */
/** What a grant gives on a dashboard; each level holds the one before it. */
export type Level = Schemas['Level'];
export type GrantLevel = Schemas['GrantLevel'];
export type DashboardSummary = Schemas['DashboardSummary'];
export type Dashboard = Schemas['Dashboard'];
/** Questions that wait for whoever's rows they show. */
export type Waiting = Schemas['Waiting'];
export type Display = Schemas['Display'];
export type Revision = Schemas['RevisionItem'];
/** A document as its reader gets it: with all questions for who may save it, else with what they read. */
export type DashboardDocument = Schemas['ShownDocument'];
export type Widget = Schemas['ShownWidget'];
export type Variable = Schemas['ShownVariable'];
export type VariableType = Schemas['VariableType'];
export type Domain = Schemas['ShownDomain'];
export type Question = Schemas['Question'];
export type BuilderQuestion = Schemas['Structured'];
export type Select = Schemas['Select'];
export type Grain = Schemas['Grain'];
export type Predicate = Schemas['Predicate'];
export type Place = Schemas['GridPlace'];
/** The day on which the weeks of a dashboard begin. */
export type WeekStart = Schemas['WeekStart'];
/** `last` such as "7d", or two RFC 3339 times. */
export type TimeRange = Schemas['TimeRange'];
export type Answer = Schemas['Answer'];
export type DataRequest = Schemas['DataBody'];
export type Choices = Schemas['ChoiceList'];
export type GrantEntry = Schemas['GrantEntry'];
export type Grants = Schemas['GrantList'];
export type Candidate = Schemas['Candidate'];
export type LevelOption = Schemas['LevelOption'];
export type Explanation = Schemas['Explanation'];
export type Step = Schemas['Step'];
export type Origin = Schemas['Origin'];
export type Repair = Schemas['Repair'];
export type AccessRequest = Schemas['AccessRequest'];

/* ---- data ---- */
export type Dataset = Schemas['Dataset'];
export type Column = Schemas['Column'];
export type ColumnType = Schemas['ColumnType'];
export type Outside = Schemas['Outside'];
export type Uploaded = Schemas['Uploaded'];
/** What was recognised in an uploaded file. */
export type FileRead = Schemas['FileRead'];
export type ColumnRead = Schemas['ColumnRead'];
export type ColumnOffer = Schemas['ColumnOffer'];
export type ColumnChange = Schemas['ColumnChange'];
export type ReadNote = Schemas['ReadNote'];
export type CellAt = Schemas['CellAt'];
export type RowRule = Schemas['RowRule'];

/* ---- sharing ---- */
export type Share = Schemas['Share'];
export type ShareAbility = Schemas['Ability'];
export type ShareVariable = Schemas['ShareVariable'];
export type NewShare = Schemas['NewShareBody'];
/** What changes: fields that are absent stay, null takes away. */
export type SharePatch = Schemas['SharePatch'];
/** The link is answered here and never again. */
export type ShareWithLink = Schemas['ShareWithLink'];
export type ShareKey = Schemas['ShareKey'];
export type FreshShareKey = Schemas['FreshShareKey'];
export type ShareCheck = Schemas['ShareCheck'];
export type PreviewSession = Schemas['PreviewSession'];
export type SharingConsent = Schemas['SharingConsent'];
export type Obstacle = Schemas['Obstacle'];
/** Whom a share lets in. A share of a newer server may name another. */
export type ShareKind = Schemas['ShareKind'];
/** How many shares of one kind a dashboard has. */
export type OutsideCount = Schemas['OutsideCount'];
export type ShareStatistics = Schemas['ShareStatistics'];
export type ShareDay = Schemas['ShareDay'];
export type SharesBulkBody = Schemas['SharesBulkBody'];
export type SharesBulk = Schemas['SharesBulk'];
/** What became of one of several shares. */
export type ShareResult = Schemas['ShareBulkResult'];
/** What one workspace says of the shares in it and below. */
export type SharePolicy = Schemas['SharePolicy'];
export type SharePolicyBody = Schemas['SharePolicyBody'];
export type SharePolicyInForce = Schemas['SharePolicyInForce'];
export type ShareSwitches = Schemas['ShareSwitches'];
/** A share that would not go on as it is, and what would become of it. */
export type ShareAtStake = Schemas['ProblemShare'];
export type ShareSessionAnswer = Schemas['ShareSession'];
/** Of guests: with those who are invited. The link of whole domains is answered here and never again. */
export type MadeShare = Schemas['MadeShare'];
export type Recipient = Schemas['Recipient'];
export type AddedRecipients = Schemas['AddedRecipients'];
/** What was read of a pasted list. */
export type PastedAddresses = Schemas['PastedAddresses'];
export type PastedAddress = Schemas['PastedAddress'];
export type RefusedAddress = Schemas['RefusedAddress'];
export type SharedWithMe = Schemas['SharedWithMe'];
export type SharedWithMeItem = Schemas['SharedWithMeItem'];

/* ---- delivery ---- */
export type MailState = Schemas['MailState'];
export type Outbox = Schemas['Outbox'];
export type OutboxItem = Schemas['OutboxItem'];
export type OutboxMail = Schemas['OutboxMail'];
export type MailTested = Schemas['MailTested'];
export type ExportRequest = Schemas['ExportBody'];
export type ExportState = Schemas['ExportState'];

/* ---- operations ---- */
export type AuditItem = Schemas['AuditItem'];
export type AuditCheckpoint = Schemas['AuditCheckpoint'];
