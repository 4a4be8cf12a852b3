import { failed, type Outcome, success } from '#model/coverage.ts';
import { completeList, type ScopedInventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { serviceRegionOf } from '#model/service-region.ts';
import type { Asker, OfferedService } from './asker.ts';
import type { AskedService } from './resolve-service.ts';
import type { World } from './world.ts';

type Services = Outcome<readonly OfferedService[]>;
type Names = Outcome<readonly string[]>;

/** What AWS offers in a Region is the same for every account: the first of these scopes that can be asked tells it. */
export const listServices = async (asker: Asker, scopes: readonly Scope[]): Promise<Services> => {
  const message = 'no account of this run has that Region';
  let told: Services = failed({ cause: 'unknown', code: null, message });
  for (const scope of scopes) {
    told = await asker.servicesIn(scope);
    if (told.ok) return told;
  }
  return told;
};

/** Names of services of a Region that endpoints and offers tell. */
export const seenNames = (held: readonly ScopedInventory[], serviceRegion: string): string[] =>
  held.flatMap(({ scope, inventory: { VpcEndpoints = [], CrossRegionServices = [] } }) => [
    ...VpcEndpoints.filter((endpoint) => serviceRegionOf(endpoint, scope.region) === serviceRegion).flatMap(
      ({ ServiceName }) => ServiceName ?? [],
    ),
    ...CrossRegionServices.filter(({ ServiceRegion }) => ServiceRegion === serviceRegion).flatMap(
      ({ ServiceNames }) => ServiceNames,
    ),
  ]);

/** What AWS offers from a Region to the VPC's: as it was read with the VPC's inventory, else as it is asked now. */
export const offersFrom = async (
  asker: Asker,
  serviceRegion: string,
  { home, held }: { home: Scope; held: readonly ScopedInventory[] },
): Promise<Names> => {
  const own = held.find(({ scope }) => scopeKey(scope) === scopeKey(home))?.inventory;
  const offer = completeList(own, 'CrossRegionServices')?.find(
    ({ ServiceRegion }) => ServiceRegion === serviceRegion,
  );
  return offer === undefined ? asker.offeredFrom(serviceRegion, home) : success(offer.ServiceNames);
};

/** Whether an endpoint in the VPC's Region may lead to the service of another; null where that is not listed anywhere. */
export const toCrossRegion = (
  { kind, name }: AskedService,
  offers: Names,
  visible: Outcome<boolean | null> | null,
): World['crossRegion'] => {
  if (kind === 'resource' || kind === 'service-network') return null;
  if (kind === 'endpoint-service') {
    return visible?.ok ? success({ isOffered: visible.value, names: null }) : visible;
  }
  if (!offers.ok) return offers;
  const wanted = name.toLowerCase();
  const isOffered = offers.value.some((one) => one.toLowerCase() === wanted);
  return success({ isOffered, names: offers.value });
};
