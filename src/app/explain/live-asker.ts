import pMap from 'p-map';
import { attempt } from '#aws/attempt.ts';
import type { Aws } from '#aws/clients.ts';
import { listOffers } from '#collect/cross-region-services.ts';
import { isServiceVisible, listRegions, listServices, listVpcs } from '#collect/lookups.ts';
import type { Outcome } from '#model/coverage.ts';
import type { Scope } from '#model/scope.ts';
import { hostNameOf } from '#network/services.ts';
import type { Asker, KnownVpc, VpcSearch } from './asker.ts';

/** Scopes searched at once for a VPC. */
const scopesAtOnce = 20;

const vpcsIn = (aws: Aws, scope: Scope): Promise<Outcome<KnownVpc[]>> =>
  attempt(async () => {
    const vpcs = await listVpcs(aws.ec2(scope));
    return vpcs.map(({ VpcId = '', OwnerId, Tags = [] }) => ({
      vpcId: VpcId,
      accountId: OwnerId ?? scope.accountId,
      region: scope.region,
      name: Tags.find(({ Key }) => Key === 'Name')?.Value ?? null,
    }));
  });

/** Looks from scope to scope, and at no further one once the VPC is found. */
const search = async (aws: Aws, vpcId: string, scopes: readonly Scope[]): Promise<VpcSearch> => {
  const known: KnownVpc[] = [];
  const unread: VpcSearch['unread'][number][] = [];
  let found: KnownVpc | null = null;
  await pMap(
    scopes,
    async (scope) => {
      if (found !== null) return;
      const listed = await vpcsIn(aws, scope);
      aws.release(scope);
      if (!listed.ok) {
        unread.push({ ...scope, failure: listed.failure });
        return;
      }
      known.push(...listed.value);
      found ??= listed.value.find((vpc) => vpc.vpcId === vpcId) ?? null;
    },
    { concurrency: scopesAtOnce },
  );
  return { found, known, unread };
};

/** Asks AWS, as whoever reads that account. */
export const createLiveAsker = (aws: Aws): Asker => ({
  findVpc: async (vpcId, scopes) => {
    // Mostly it is where the caller is at home, which is one call.
    const first = await search(aws, vpcId, scopes.slice(0, 1));
    if (first.found !== null || scopes.length < 2) return first;
    const others = await search(aws, vpcId, scopes.slice(1));
    return {
      found: others.found,
      known: [...first.known, ...others.known],
      unread: [...first.unread, ...others.unread],
    };
  },
  regions: (home) => attempt(() => listRegions(aws.ec2(home))),
  servicesIn: (scope) =>
    attempt(async () => {
      const services = await listServices(aws.ec2(scope));
      const byName = Map.groupBy(services, ({ ServiceName = '' }) => ServiceName);
      return [...byName].map(([name, same]) => ({
        name,
        types: same.flatMap(({ ServiceType = [] }) =>
          ServiceType.flatMap(({ ServiceType: type }) => type ?? []),
        ),
        hostName: hostNameOf(same),
      }));
    }),
  offeredFrom: (serviceRegion, home) => attempt(() => listOffers(aws.ec2(home), serviceRegion)),
  isVisible: ({ name, region }, home) =>
    attempt(() => isServiceVisible(aws.ec2(home), { name, region: region === home.region ? null : region })),
});
