import type { Denier } from '#model/coverage.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { Injected } from '#sandbox/faults/injector.ts';
import { impliedBy } from './implied-cause.ts';
import type { Outcome } from './trial.ts';

type Told = { cause: string | null; by: Denier | null };

const isGlobal = (action: string): boolean => /^(route53|organizations:)/.test(action);

/** Asked in that account and Region, or for all of it: its role, its names, the organization. */
const concerns = ({ accountId, region }: Scope, { scope, action }: Injected): boolean =>
  scopeKey(scope) === scopeKey({ accountId, region }) ||
  isGlobal(action) ||
  // What AWS offers from one Region to another is asked in one account for all.
  action === 'ec2:DescribeVpcEndpointServices' ||
  (action === 'sts:AssumeRole' && scope.accountId === accountId);

const isImplied = ({ cause, by }: Told, injected: readonly Injected[]): boolean =>
  injected.map(impliedBy).some((implied) => implied.cause === cause && (implied.by ?? null) === by);

const unexplained = (scope: Scope, told: Told, { injected }: Outcome): boolean =>
  !isImplied(
    told,
    injected.filter((fault) => concerns(scope, fault)),
  );

const words = ({ cause, by }: Told): string => `${cause}${by === null ? '' : ` by ${by}`}`;

/** Whatever is told to have failed, failed for a reason that some fault in its way accounts for. */
export const complaintsAboutCauses = (outcome: Outcome): string[] => {
  const { result } = outcome.faulty;
  if (result === null) return [];
  const reads = result.coverage.scopes.flatMap((scope) =>
    scope.reads
      .filter((read) => read.status === 'failed' && unexplained(scope, read, outcome))
      .map(
        (read) =>
          `${scopeKey(scope)}: ${read.operation} failed by ${words(read)} (${read.message}), which nothing injected explains`,
      ),
  );
  const writes = (result.publish?.failed ?? [])
    .filter((failure) => unexplained(failure, failure, outcome))
    .map(
      (failure) =>
        `${scopeKey(failure)}: publishing failed by ${words(failure)} (${failure.message}), which nothing injected explains`,
    );
  return [...reads, ...writes];
};
