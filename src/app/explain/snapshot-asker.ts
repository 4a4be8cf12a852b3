import type { OfferedServices } from '#collect/offered-services.ts';
import { failed, success } from '#model/coverage.ts';
import { completeList, type ScopedInventory } from '#model/inventory.ts';
import { compareText, type Scope, scopeKey } from '#model/scope.ts';
import { serviceRegionOf } from '#model/service-region.ts';
import type { Network } from '#network/network.ts';
import type { Asker, KnownVpc } from './asker.ts';

/** What the snapshot holds. `offered` is what AWS offers in a Region itself, by Region. */
export type Held = {
  network: Network;
  inventories: readonly ScopedInventory[];
  offered: OfferedServices;
};

const notHeld = (what: string) =>
  failed({ cause: 'unknown', code: null, message: `the snapshot does not hold ${what}: ask AWS itself` });

const vpcsOf = ({ vpcs }: Network): KnownVpc[] =>
  [...vpcs.values()].flatMap(({ vpcId, accountId, region, record }) =>
    region === null
      ? []
      : [
          {
            vpcId,
            accountId,
            region,
            name: record?.Tags?.find(({ Key }) => Key === 'Name')?.Value ?? null,
          },
        ],
  );

/** Every Region that anything in the snapshot names. */
const regionsOf = ({ network, inventories, offered }: Held): string[] => {
  const named = inventories.flatMap(({ scope, inventory }) => [
    scope.region,
    ...(inventory.CrossRegionServices ?? []).map(({ ServiceRegion }) => ServiceRegion),
    ...(inventory.VpcEndpoints ?? []).map((endpoint) => serviceRegionOf(endpoint, scope.region)),
  ]);
  const peered = [...network.vpcs.values()].flatMap(({ region }) => region ?? []);
  return [...new Set([...named, ...peered, ...Object.keys(offered)])].toSorted(compareText);
};

/** Of an endpoint service: seen by this account, or opened by a provider whose account is in the snapshot. */
const visibilityOf = (
  { inventories }: Held,
  service: { name: string; region: string },
  home: Scope,
): boolean | null => {
  const own = inventories.find(({ scope }) => scopeKey(scope) === scopeKey(home))?.inventory;
  const isSeen = (own?.ServiceDetails ?? []).some(
    (detail) =>
      detail.ServiceName === service.name && serviceRegionOf(detail, home.region) === service.region,
  );
  if (isSeen) return true;
  const provided = inventories
    .flatMap(({ inventory }) => inventory.ServiceConfigurations ?? [])
    .find(({ ServiceName }) => ServiceName === service.name);
  const regions = provided?.SupportedRegions?.flatMap(({ Region }) => Region ?? []);
  // That a Region is open does not say whether this account is let in.
  return regions === undefined || service.region === home.region || regions.includes(home.region)
    ? null
    : false;
};

/** Answers from a snapshot that was read whole. What it does not hold is not known. */
export const createSnapshotAsker = (held: Held): Asker => ({
  findVpc: async (vpcId) => {
    const known = vpcsOf(held.network);
    return { found: known.find((vpc) => vpc.vpcId === vpcId) ?? null, known, unread: [] };
  },
  regions: async ({ accountId }) => {
    const enabled = new Set(
      held.inventories.flatMap(({ scope }) => (scope.accountId === accountId ? [scope.region] : [])),
    );
    return success(regionsOf(held).map((name) => ({ name, isEnabled: enabled.has(name) ? true : null })));
  },
  servicesIn: async ({ region }) => {
    const names = Object.hasOwn(held.offered, region) ? held.offered[region] : undefined;
    return names === undefined
      ? notHeld(`what AWS offers in ${region}`)
      : success(names.map((name) => ({ name, types: null, hostName: null })));
  },
  offeredFrom: async (serviceRegion, home) => {
    // It is the same for every account.
    const offer = held.inventories
      .filter(({ scope }) => scope.region === home.region)
      .flatMap(({ inventory }) => completeList(inventory, 'CrossRegionServices') ?? [])
      .find(({ ServiceRegion }) => ServiceRegion === serviceRegion);
    return offer === undefined
      ? notHeld(`what AWS offers from ${serviceRegion} to ${home.region}`)
      : success(offer.ServiceNames);
  },
  isVisible: async (service, home) => success(visibilityOf(held, service, home)),
});
