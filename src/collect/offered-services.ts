import { attempt } from '#aws/attempt.ts';
import type { Aws } from '#aws/clients.ts';
import { compareText, type Scope } from '#model/scope.ts';
import { listServices } from './lookups.ts';

/** Names of AWS's own services, by the Region that offers them. */
export type OfferedServices = Record<string, string[]>;

/**
 * What AWS offers in each Region of the scopes, asked by one of them, since it is the same for every account. A Region that
 * does not answer is left out: of it nothing is known.
 */
export const readOfferedServices = async (aws: Aws, scopes: readonly Scope[]): Promise<OfferedServices> => {
  const askers = new Map(scopes.toReversed().map((scope) => [scope.region, scope]));
  const offered = await Promise.all(
    [...askers].map(async ([region, scope]) => {
      const services = await attempt(() => listServices(aws.ec2(scope)));
      aws.release(scope);
      if (!services.ok) return [];
      const names = services.value.flatMap(({ ServiceName }) => ServiceName ?? []);
      return [[region, [...new Set(names)].sort(compareText)] as const];
    }),
  );
  return Object.fromEntries(offered.flat());
};
