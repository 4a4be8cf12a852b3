import { operations } from '#model/inventory.ts';
import { type Cidr, type Family, families, parseCidr } from '#network/addresses/cidr.ts';
import type { Network, NetworkPeering, PeeringSide } from '#network/network.ts';
import { type PeeringRoutes, peeringRoutesOf } from './kit/peering-routes.ts';
import { overPeerings } from './kit/peering-subject.ts';
import { someOf } from './kit/some-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

/** A side, what its VPC's tables send over the peering (null: not read), and what the other VPC is. */
type Half = { side: PeeringSide; peer: PeeringSide; routes: PeeringRoutes | null };

const names: Record<Family, string> = { ipv4: 'IPv4', ipv6: 'IPv6' };

const halfOf = (network: Network, peeringId: string, [side, peer]: [PeeringSide, PeeringSide]): Half => {
  const vpc = network.vpcs.get(side.vpcId ?? '');
  return { side, peer, routes: vpc === undefined ? null : peeringRoutesOf(network, vpc, peeringId) };
};

const cidrsOf = ({ cidrs }: PeeringSide, family: Family): Cidr[] =>
  cidrs.flatMap((text) => parseCidr(text) ?? []).filter((cidr) => cidr.family === family);

const overlap = (a: Cidr, b: Cidr): boolean => a.first <= b.last && b.first <= a.last;

/** Does some table lead to the peer's addresses of a family? Null when it cannot be told. Where no address of the peer is told, any will do. */
const leadsOver = ({ peer, routes }: Half, family: Family): boolean | null => {
  if (routes === null) return null;
  const own = routes.destinations.filter((cidr) => cidr.family === family);
  const peers = cidrsOf(peer, family);
  if (peers.length === 0 && peer.cidrs.length > 0) return false;
  if (own.some((cidr) => peer.cidrs.length === 0 || peers.some((each) => overlap(cidr, each)))) return true;
  return routes.uncertain.has(family) ? null : false;
};

type Gap = { family: Family; routed: Half; unrouted: Half };

/** The first family in which one side leads to the other, and the other does not lead back. */
const findGap = ([a, b]: readonly [Half, Half]): Gap | null => {
  const gaps = families.flatMap((family): Gap[] => {
    const [there, back] = [leadsOver(a, family), leadsOver(b, family)];
    if (there === true && back === false) return [{ family, routed: a, unrouted: b }];
    return there === false && back === true ? [{ family, routed: b, unrouted: a }] : [];
  });
  return gaps[0] ?? null;
};

const placeOf = ({ vpcId, accountId, region }: PeeringSide): string =>
  `${vpcId ?? 'a VPC'} (${[accountId, region].filter((text) => text !== null).join(', ')})`;

const blocksOf = (side: PeeringSide, family: Family): string => {
  const blocks = side.cidrs.filter((text) => parseCidr(text)?.family === family);
  return blocks.length === 0 ? 'the other VPC' : someOf(blocks);
};

const judgeGap = ({ id }: NetworkPeering, { family, routed, unrouted }: Gap): Opinion => {
  const [there, back] = [blocksOf(routed.peer, family), blocksOf(unrouted.peer, family)];
  return {
    status: 'failed',
    title: `Peering ${id} has routes on one side only`,
    evidence: `${names[family]}: ${someOf(routed.routes?.tableIds ?? [])} of ${placeOf(routed.side)} leads to ${there} over it; no table in use of ${placeOf(unrouted.side)} leads back to ${back}.`,
    remediation: `In account ${unrouted.side.accountId ?? 'of the other side'}, add a route to ${back} over ${id} to the tables of the subnets of ${unrouted.side.vpcId ?? 'its VPC'} that are to answer. If nobody uses the peering, remove the routes of ${routed.side.vpcId ?? 'the other VPC'} instead, and the peering.`,
    fixOwner: unrouted.side.accountId,
  };
};

const judge = (peering: NetworkPeering, { network }: RuleInput): Opinion | null => {
  const { id, status, requester, accepter } = peering;
  if (status !== null && status !== 'active') return null;
  const halves = [
    halfOf(network, id, [requester, accepter]),
    halfOf(network, id, [accepter, requester]),
  ] as const;
  const unknown = `Whether peering ${id} has routes on both sides is not known`;
  const unread = halves.find(({ routes }) => routes === null);
  if (status === null || unread !== undefined) {
    const gap = unread === undefined ? 'its status' : `the route tables of ${placeOf(unread.side)}`;
    return { status: 'not-evaluated', title: unknown, evidence: `Not known: ${gap}.` };
  }
  const gap = findGap(halves);
  if (gap !== null) return judgeGap(peering, gap);
  const isOpen = halves.some((half) => families.some((family) => leadsOver(half, family) === null));
  if (isOpen) {
    return { status: 'not-evaluated', title: unknown, evidence: 'Some of the routes over it are not known.' };
  }
  const isUsed = halves.some(({ routes }) => routes !== null && routes.destinations.length > 0);
  return {
    status: 'passed',
    title: `Peering ${id} has routes on ${isUsed ? 'both sides' : 'neither side'}`,
    evidence: isUsed ? 'Both sides have routes over it.' : 'Neither side has routes over it: it is not used.',
  };
};

/** An active peering that packets cross one way. Without routes on either side it is unused, which is no half. */
export const peeringHalfRouted: Rule = {
  id: 'peering-half-routed',
  formerIds: [],
  title: 'A peering has routes on one side only',
  severity: 'low',
  isOnByDefault: true,
  reads: [
    operations.VpcPeeringConnections,
    operations.Vpcs,
    operations.RouteTables,
    operations.ManagedPrefixLists,
  ],
  when: 'An active peering has routes to the other VPC in the tables of one side only, IPv4 and IPv6 apart.',
  why: 'What crosses a peering needs a way back: with routes on one side only no connection comes about, in either direction. It is mostly a change that was forgotten in the other account, or left behind.',
  howToFix:
    'Add the missing routes to the tables of the subnets that are to be reached, or remove those there are, and the peering, if nobody uses it.',
  evaluate: overPeerings(judge),
};
