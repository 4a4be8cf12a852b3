import { findPaths } from '#classify/find-paths.ts';
import type { Config } from '#model/config.ts';
import type { Outcome } from '#model/coverage.ts';
import type { Explanation } from '#model/explanation.ts';
import { operations } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import { joinInventories } from '#network/join.ts';
import type { Network, NetworkVpc } from '#network/network.ts';
import { isBedrock } from '#network/service-name.ts';
import { InputError } from '../input-error.ts';
import type { Plan, Source } from '../ports.ts';
import type { Asker, KnownVpc } from './asker.ts';
import { checkRegion } from './check-region.ts';
import { coverageOf, withFailures } from './coverage.ts';
import { findVpc } from './find-vpc.ts';
import { pathsTo } from './match-paths.ts';
import { listServices, offersFrom, seenNames, toCrossRegion } from './offers.ts';
import { isDead, livePeersOf } from './peers.ts';
import { createReader, type Reader, type Reading } from './reader.ts';
import { type AskedService, resolveService } from './resolve-service.ts';
import { createSnapshotAsker } from './snapshot-asker.ts';
import type { World } from './world.ts';

export type Question = { vpc: string; service: string; serviceRegion: string };

export type GatherOptions = Reading & {
  source: Source;
  /** AWS; null for a snapshot, which is read whole and answers for itself. */
  asker: Asker | null;
  config: Config;
  question: Question;
};

/** What the parts of a gathering share. */
type Gathering = GatherOptions & { plan: Plan; reader: Reader; home: Scope; vpcId: string };

const openAsker = async (
  { asker, source }: GatherOptions,
  { accounts, scopes }: Plan,
  reader: Reader,
): Promise<Asker> => {
  if (asker !== null) return asker;
  await reader.read(scopes);
  const inventories = reader.held();
  const network = joinInventories({ accounts, inventories });
  return createSnapshotAsker({ network, inventories, offered: await source.offered(scopes) });
};

const homeOf = ({ vpcId, accountId, region }: KnownVpc): Scope => {
  if (accountId === null) throw new InputError(`vpc: nobody told whose ${vpcId} is`);
  return { accountId, region };
};

const joined = ({ plan, reader }: Gathering, scopes: readonly Scope[]): Network =>
  joinInventories({ accounts: plan.accounts, inventories: reader.held(scopes) });

/** The scopes of the VPCs on the other sides of the VPC's peerings, as the VPC's own side shows them. */
const peerScopes = (gathering: Gathering): Scope[] =>
  livePeersOf(gathering.vpcId, joined(gathering, [gathering.home])).flatMap(
    ({ other: { accountId, region } }) =>
      accountId === null || region === null ? [] : [{ accountId, region }],
  );

/** The service, and what AWS offers of it. */
type Service = Pick<World, 'asked' | 'listed' | 'local' | 'crossRegion' | 'isVisible'>;

const askAboutService = async (
  { question, source, plan, reader, home }: Gathering,
  { asker, near, regions }: { asker: Asker; near: readonly Scope[]; regions: readonly string[] },
): Promise<Service> => {
  const region = question.serviceRegion;
  const isCrossRegion = region !== home.region;
  const planned = new Set(plan.scopes.map(scopeKey));
  const own = plan.scopes.filter(({ accountId }) => accountId === source.caller?.accountId);
  const there = [{ accountId: home.accountId, region }, ...near, ...own].filter(
    (scope) => scope.region === region && planned.has(scopeKey(scope)),
  );
  const held = reader.held(near);
  const listed = await listServices(asker, there);
  const offers = isCrossRegion ? await offersFrom(asker, region, { home, held }) : null;
  const asked = resolveService({
    text: question.service,
    region,
    listed,
    seen: [...seenNames(held, region), ...(offers?.ok ? offers.value : [])],
    regions,
  });
  const isVisible =
    asked.kind === 'endpoint-service' ? await asker.isVisible({ name: asked.name, region }, home) : null;
  const wantsLocal = isCrossRegion && asked.part !== null && isBedrock(asked.part);
  return {
    asked,
    listed,
    crossRegion: offers === null ? null : toCrossRegion(asked, offers, isVisible),
    isVisible,
    local: wantsLocal ? await listServices(asker, planned.has(scopeKey(home)) ? [home] : []) : null,
  };
};

/** The network of some scopes, and the paths in it that are asked about; a dead peering carries none. */
const lookAt = (
  gathering: Gathering,
  scopes: readonly Scope[],
  asked: AskedService,
): { network: Network; paths: ConnectionPath[] } => {
  const { config, question, vpcId } = gathering;
  const network = joined(gathering, scopes);
  const found = findPaths(network, { ...config, peeringRoutedServices: ['*'] });
  const paths = pathsTo(found, network, { vpcId, asked, serviceRegion: question.serviceRegion });
  const isAlive = ({ peeringId }: ConnectionPath): boolean => {
    const peering = network.peerings.get(peeringId ?? '');
    return peering === undefined || !isDead(peering);
  };
  return { network, paths: paths.filter(isAlive) };
};

/** Is nothing there that leads to the service's Region, nor anything that AWS offers? */
const mustBuild = (
  { vpcId, question, home }: Gathering,
  { network, paths }: { network: Network; paths: readonly ConnectionPath[] },
  { crossRegion }: Service,
): boolean =>
  question.serviceRegion !== home.region &&
  paths.every(({ verdict }) => verdict !== 'usable') &&
  !(crossRegion?.ok === true && crossRegion.value.isOffered === true) &&
  livePeersOf(vpcId, network).every(({ other }) => other.region !== question.serviceRegion);

/** The VPC as the network has it; one that nothing names yet stands alone. */
const consumerOf = ({ vpcId, home }: Gathering, network: Network): NetworkVpc =>
  network.vpcs.get(vpcId) ?? {
    vpcId,
    ...home,
    home: inventoryOf(network, home) === undefined ? null : home,
    record: null,
  };

/** What the answer rests on and AWS was asked for besides the inventories, by operation. */
const asksOf = (
  { crossRegion, isVisible, listed, asked }: Service,
  { isCrossRegion, hasPath }: { isCrossRegion: boolean; hasPath: boolean },
): [string, Outcome<unknown> | null][] => {
  // Of another Region's service the list says that it is there, unless something else does; of one's own also that it may be had.
  const restsOnList = asked.kind === 'aws' && !hasPath && !(isCrossRegion && asked.isListed);
  return [
    [operations.CrossRegionServices, asked.kind === 'aws' ? crossRegion : null],
    [`${operations.ServiceDetails}:ServiceNames`, isVisible],
    [`${operations.ServiceDetails}:Filters`, restsOnList ? listed : null],
  ];
};

/**
 * Reads what the answer needs and no more: the VPC's account and Region, what is peered with it, and, where something
 * would have to be built, the account's own side in the service's Region. A snapshot is read whole. An unknown VPC,
 * Region or service is an InputError.
 */
export const gather = async (
  options: GatherOptions,
): Promise<{ world: World; coverage: Explanation['coverage'] }> => {
  const { source, config, question, onProgress } = options;
  const { serviceRegion } = question;
  const plan = await source.plan({ accounts: null, regions: null });
  onProgress({ kind: 'planned', plan });
  const reader = createReader(source, plan, options);
  const asker = await openAsker(options, plan, reader);
  const callerAccountId = source.caller?.accountId ?? null;
  const vpc = await findVpc(asker, question.vpc, { plan, callerAccountId });
  const home = homeOf(vpc);
  const { vpcId } = vpc;
  const gathering: Gathering = { ...options, plan, reader, home, vpcId };
  const regions = await asker.regions(home);
  const isRegionEnabled = checkRegion(serviceRegion, regions);

  await reader.read([home]);
  const near = [home, ...peerScopes(gathering)];
  await reader.read(near);
  const names = regions.ok ? regions.value.map(({ name }) => name) : [];
  const service = await askAboutService(gathering, { asker, near, regions: names });
  const { asked } = service;

  const there: Scope = { accountId: home.accountId, region: serviceRegion };
  const scopes = mustBuild(gathering, lookAt(gathering, near, asked), service) ? [...near, there] : near;
  await reader.read(scopes);
  const { network, paths } = lookAt(gathering, scopes, asked);
  const isCrossRegion = serviceRegion !== home.region;
  const asks = asksOf(service, { isCrossRegion, hasPath: paths.length > 0 });

  return {
    world: {
      ...service,
      question: { vpcId, ...home, service: question.service, serviceName: asked.name, serviceRegion },
      config,
      home,
      homeInventory: reader.held([home])[0]?.inventory,
      network,
      inventories: reader.held(),
      consumer: consumerOf(gathering, network),
      paths,
      isRegionEnabled,
    },
    coverage: coverageOf(scopes, withFailures(reader.held(scopes), home, asks), plan),
  };
};
