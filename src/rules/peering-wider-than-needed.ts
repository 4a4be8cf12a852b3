import type { ConnectionPath } from '#model/path.ts';
import type { Subnet } from '#model/records.ts';
import { groupBy } from '#network/collections.ts';
import { endpointStateOf } from '#network/endpoint-state.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import { factsOf } from '#network/facts.ts';
import type { Network, NetworkEndpoint, NetworkPeering, NetworkVpc } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';
import { type OpenedSubnets, openedSubnets } from './kit/opened-subnets.ts';
import { verdictReads } from './kit/path-subject.ts';
import { peeringSubject } from './kit/peering-subject.ts';
import { someOf } from './kit/some-of.ts';
import type { Judgement, Opinion, Rule, RuleInput } from './rule.ts';

/** One way over a peering: from the clients' VPC to the one with the endpoints. */
type Way = { from: NetworkVpc; to: NetworkVpc };
type JudgedWay = Way & { opened: OpenedSubnets; needed: readonly Subnet[] };

/** Endpoints with interfaces, which a peering leads to. */
const isServing = ({ record }: NetworkEndpoint): boolean => {
  const type = endpointTypeOf(record);
  const state = endpointStateOf(record);
  const isReachable = type === 'Interface' || type === 'Resource' || type === 'ServiceNetwork';
  return isReachable && state !== 'deleting' && state !== 'deleted';
};

/**
 * By VPC, the subnets of its endpoints: of all of them, used over this peering or not, so that a VPC that is there to
 * serve many is not told of what it is for. Null where AWS did not tell some endpoint's.
 */
const servingSubnets = oncePer(({ endpoints }: Network): ReadonlyMap<string, ReadonlySet<string> | null> => {
  const serving = [...endpoints.values()].filter(isServing);
  const byVpc = groupBy(serving, ({ record }) => record.VpcId ?? '');
  return new Map(
    [...byVpc].map(([vpcId, group]) => {
      const isTold = group.every(({ record }) => record.SubnetIds !== undefined);
      return [vpcId, isTold ? new Set(group.flatMap(({ record }) => record.SubnetIds ?? [])) : null];
    }),
  );
});

/** Paths over peerings that some traffic takes. */
const carries = ({ peeringId, verdict }: ConnectionPath): boolean =>
  peeringId !== null && (verdict === 'usable' || verdict === 'partial');

const waysOf = ({ vpcs }: Network, paths: readonly ConnectionPath[]): Way[] => {
  const ways = paths.flatMap(({ consumer, endpoint }) => {
    const [from, to] = [vpcs.get(consumer.vpcId ?? ''), vpcs.get(endpoint.vpcId ?? '')];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  return [...new Map(ways.map((way) => [way.from.vpcId, way])).values()];
};

/** Null where the subnets of the endpoints' VPC, or of some endpoint, were not told. */
const judgeWay = (network: Network, peeringId: string, way: Way): JudgedWay | null => {
  const { subnets } = factsOf(network)(way.to);
  const serving = servingSubnets(network).get(way.to.vpcId) ?? null;
  if (!subnets.isKnown || serving === null) return null;
  const isServed = ({ SubnetId }: Subnet): boolean => serving.has(SubnetId);
  const others = subnets.value.filter((subnet) => !isServed(subnet));
  const opened = openedSubnets(network, { from: way.from, peeringId, subnets: others });
  return { ...way, opened, needed: subnets.value.filter(isServed) };
};

const placeOf = ({ vpcId, accountId, region }: NetworkVpc): string =>
  `${vpcId} (${[accountId, region].filter((text) => text !== null).join(', ')})`;

const subnetText = ({ SubnetId, CidrBlock }: Subnet): string =>
  CidrBlock === undefined ? SubnetId : `${SubnetId} ${CidrBlock}`;

const evidenceOf = ({ from, to, opened, needed }: JudgedWay): string =>
  `${someOf(opened.tableIds)} of ${placeOf(from)} leads to subnets of ${placeOf(to)} without an endpoint: ${someOf(opened.subnets.map(subnetText))}. Endpoints are in ${someOf(needed.map(subnetText))}.`;

const mendOf = (peeringId: string, { from, opened, needed }: JudgedWay): string =>
  `In account ${from.accountId ?? 'of the clients'}, replace the routes over ${peeringId} in ${someOf(opened.tableIds)} by routes to the subnets of the endpoints alone: ${someOf(needed.map(({ SubnetId, CidrBlock }) => CidrBlock ?? SubnetId))}.`;

const judge = ({ id }: NetworkPeering, network: Network, paths: readonly ConnectionPath[]): Opinion => {
  const judged = waysOf(network, paths).map((way) => judgeWay(network, id, way));
  const known = judged.filter((way) => way !== null);
  const wide = known.filter(({ opened }) => opened.subnets.length > 0);
  const [first] = wide;
  if (first !== undefined) {
    return {
      status: 'warning',
      title: `Peering ${id} is routed to more than endpoints`,
      evidence: `${wide.map(evidenceOf).join(' ')} Network ACLs and security groups may let less through.`,
      remediation: wide.map((way) => mendOf(id, way)).join(' '),
      fixOwner: first.from.accountId,
    };
  }
  if (known.length < judged.length || known.some(({ opened }) => !opened.isWhole)) {
    const title = `What peering ${id} is routed to is not known`;
    return { status: 'not-evaluated', title, evidence: 'Some of its subnets or routes are not known.' };
  }
  const title = `Peering ${id} is routed to the subnets of endpoints alone`;
  return { status: 'passed', title, evidence: 'No route over it leads to a subnet without an endpoint.' };
};

const evaluate = function* (input: RuleInput): Generator<Judgement> {
  const { network, paths } = input;
  const byPeering = groupBy(paths.filter(carries), ({ peeringId }) => peeringId ?? '');
  for (const [peeringId, carried] of byPeering) {
    const peering = network.peerings.get(peeringId);
    const about = peering === undefined ? null : peeringSubject(input, peering);
    if (peering === undefined || about === null) continue;
    const pathIds = carried.map(({ id }) => id);
    yield { about: { ...about, pathIds }, opinion: judge(peering, network, carried) };
  }
};

/** A peering that is there for endpoints, and opens what lies beside them. Unallocated addresses hold nothing to open. */
export const peeringWiderThanNeeded: Rule = {
  id: 'peering-wider-than-needed',
  formerIds: [],
  title: 'A peering for endpoints is routed to more of the other VPC',
  severity: 'low',
  isOnByDefault: false,
  reads: verdictReads,
  when: 'A peering with a usable or partial path to an endpoint, and routes on the side of the clients to subnets of the other VPC that have no endpoint.',
  why: 'A peering that was made so that clients reach an endpoint carries whatever else its routes lead to: databases, hosts and management interfaces beside it. What no route leads to, a careless security group cannot open.',
  howToFix:
    'Route the subnets of the endpoints over the peering instead of the whole VPC, or move the endpoints into a VPC of their own, which serves many and holds nothing else.',
  evaluate,
};
