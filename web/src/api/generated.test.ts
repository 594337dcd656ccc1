/**
 * The types generated from openapi/api.json are current, and the hand-written shapes of types.ts hold what the server
 * says it answers. The first is checked when run, the second when compiled: `Holds` does not compile otherwise.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { components } from './generated/schema';
import type * as hand from './types';

type Wire = components['schemas'];

/** Words such as a level are plain text in the description; absent and null are the same to a reader. */
type Loose<T> = T extends string
  ? string
  : T extends readonly (infer One)[]
    ? Loose<One>[]
    : T extends object
      ? string extends keyof T
        ? unknown
        : { [K in keyof T]: Loose<NonNullable<T[K]>> }
      : T;

/** The names that the server answers and the web side reads must be the server's own. */
type Unknown<Hand, Server> = Exclude<keyof Hand, keyof Server>;
type None<T extends never> = T;

/** Each of the web side's names exists in the server's shape; another name would be undefined at run time. */
export type Named = [
  None<Unknown<hand.Me, Wire['Me']>>,
  None<Unknown<hand.User, Wire['User']>>,
  None<Unknown<hand.ShareCaller, Wire['MeShare']>>,
  None<Unknown<hand.Group, Wire['Group']>>,
  None<Unknown<hand.Workspace, Wire['Workspace']>>,
  None<Unknown<hand.Dataset, Wire['Dataset']>>,
  None<Unknown<hand.DashboardSummary, Wire['DashboardSummary']>>,
  None<Unknown<hand.Dashboard, Wire['Dashboard']>>,
  None<Unknown<hand.GrantEntry, Wire['GrantEntry']>>,
  None<Unknown<hand.Grants, Wire['GrantList']>>,
  None<Unknown<hand.Candidate, Wire['Candidate']>>,
  None<Unknown<hand.LevelOption, Wire['LevelOption']>>,
  None<Unknown<hand.Explanation, Wire['Explanation']>>,
  None<Unknown<hand.Answer, Wire['Answer']>>,
  None<Unknown<hand.Choices, Wire['ChoiceList']>>,
  None<Unknown<hand.Share, Wire['Share']>>,
  None<Unknown<hand.ShareWithLink, Wire['ShareWithLink']>>,
  None<Unknown<hand.ShareCheck, Wire['ShareCheck']>>,
  None<Unknown<hand.ShareSessionAnswer, Wire['ShareSession']>>,
  None<Unknown<hand.Problem, Wire['Problem']>>,
  None<Unknown<hand.Token, Wire['Token']>>,
  None<Unknown<hand.NewToken, Wire['NewToken']>>,
  // What is sent: an unknown name would be refused.
  None<Unknown<hand.NewShare, Wire['NewShareBody']>>,
  None<Unknown<hand.SharePatch, Wire['SharePatch']>>,
  None<Unknown<hand.NewTokenBody, Wire['NewTokenBody']>>,
  None<Unknown<hand.ExportRequest, Wire['ExportBody']>>,
  None<Unknown<hand.DataRequest, Wire['DataBody']>>,
];

/** Values too, where the description says more than "an object". */
type Fits<Server extends Hand, Hand> = Server;
export type Valued = [
  Fits<Loose<Wire['DashboardSummary']>, Loose<hand.DashboardSummary>>,
  Fits<Loose<Wire['ShareCheck']>, Loose<hand.ShareCheck>>,
  Fits<Loose<Wire['ShareSession']>, Loose<hand.ShareSessionAnswer>>,
];

it('generated types are those of openapi/api.json (npm run types)', () => {
  // As npm run types does it; without -o it prints. The tests run in web/, where package.json is.
  const made = execFileSync(
    process.execPath,
    ['node_modules/openapi-typescript/bin/cli.js', '../openapi/api.json'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  expect(made.length).toBeGreaterThan(10_000);
  expect(readFileSync('src/api/generated/schema.ts', 'utf8').trim()).toBe(made.trim());
}, 30_000);
