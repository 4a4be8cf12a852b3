import { isDeepStrictEqual } from 'node:util';
import { toIsComplete } from '#app/coverage.ts';
import type { ScopeCoverage } from '#model/coverage.ts';
import { type InventoryKey, operations } from '#model/inventory.ts';
import { scopeKey } from '#model/scope.ts';
import type { Night } from './nights.ts';
import type { Outcome } from './trial.ts';

const scopesOf = ({ result }: Night): ScopeCoverage[] => result?.coverage.scopes ?? [];

const isFailed = ({ reads }: ScopeCoverage, operation: string): boolean =>
  reads.some((read) => read.operation === operation && read.status === 'failed');

/** A VPC's attributes are told as a read of their own: without them the VPCs are whole, but for names. */
const isLackingAttributes = (scope: ScopeCoverage, key: InventoryKey): boolean =>
  key === 'Vpcs' && isFailed(scope, 'DescribeVpcAttribute');

/** What a scope is told to have read completely is what it would have read on a better night. */
const complaintsAboutRecords = ({ faulty, healthy }: Outcome): string[] => {
  const scopes = scopesOf(faulty);
  const isComplete = toIsComplete(scopes);
  return scopes.flatMap((scope) =>
    (Object.keys(operations) as InventoryKey[])
      .filter((key) => isComplete(scope, operations[key]) && !isLackingAttributes(scope, key))
      .filter((key) => {
        const [read, whole] = [faulty, healthy].map(
          ({ inventories }) => inventories.get(scopeKey(scope))?.[key],
        );
        return !isDeepStrictEqual(read, whole);
      })
      .map((key) => `${scopeKey(scope)}: ${operations[key]} is told complete, and is not what AWS has`),
  );
};

/** What it takes to learn which scopes an account has. */
const planning = ['AssumeRole', 'DescribeRegions'];

/** A scope may be absent only where it is told why: its account's Regions, or all accounts, could not be listed. */
const complaintsAboutScopes = ({ faulty, healthy }: Outcome): string[] => {
  const told = scopesOf(faulty);
  const keys = new Set(told.map(scopeKey));
  const isUnlisted = told.some((scope) => isFailed(scope, 'ListAccounts'));
  const isExcused = ({ accountId }: ScopeCoverage): boolean =>
    isUnlisted ||
    told.some(
      (scope) => scope.accountId === accountId && planning.some((operation) => isFailed(scope, operation)),
    );
  return scopesOf(healthy)
    .filter((scope) => !keys.has(scopeKey(scope)) && !isExcused(scope))
    .map((scope) => `${scopeKey(scope)}: is not told at all`);
};

/** A gap makes the whole incomplete, and the run says so. */
const complaintsAboutStatus = ({ faulty: { result } }: Outcome): string[] => {
  if (result === null) return [];
  const { coverage, exitReasons } = result;
  const isWhole = coverage.scopes.every(({ reads }) => reads.every(({ status }) => status === 'complete'));
  const isTold = exitReasons.includes('coverage-incomplete');
  return coverage.complete === isWhole && isTold === !isWhole ? [] : ['coverage is not told as it is'];
};

export const complaintsAboutReads = (outcome: Outcome): string[] =>
  outcome.faulty.result === null
    ? []
    : [
        ...complaintsAboutRecords(outcome),
        ...complaintsAboutScopes(outcome),
        ...complaintsAboutStatus(outcome),
      ];
