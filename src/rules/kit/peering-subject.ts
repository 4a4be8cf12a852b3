import { completeList, operations } from '#model/inventory.ts';
import { partitionOf } from '#model/partition.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network, NetworkPeering, PeeringSide } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';
import type { Judgement, Opinion, RuleInput, Subject, TaggedResource } from '../rule.ts';
import { partOf, scopeInOrganization, uniqueScopes } from './places.ts';
import { standingOf } from './standing.ts';
import { vpcTags } from './tags.ts';

type Tags = NonNullable<TaggedResource['tags']>;
type Organization = Pick<RuleInput, 'network' | 'config' | 'isListed'>;

/** The tags of peerings, which each side has its own of, by scope and ID. */
const tagsIn = oncePer((network: Network): ReadonlyMap<string, Tags> => {
  const tags = new Map<string, Tags>();
  for (const { scope, inventory } of network.held) {
    for (const { VpcPeeringConnectionId, Tags = [] } of inventory.VpcPeeringConnections ?? []) {
      tags.set(`${scopeKey(scope)} ${VpcPeeringConnectionId}`, Tags);
    }
  }
  return tags;
});

/** A side's own tags of the peering; none where its scope was read whole and does not show it any more. */
const sideTags = (network: Network, side: Scope, id: string): TaggedResource['tags'] => {
  const whole = completeList(inventoryOf(network, side), 'VpcPeeringConnections');
  return tagsIn(network).get(`${scopeKey(side)} ${id}`) ?? (whole === null ? null : []);
};

/** False where the requester may be in the Organization, its account, its Region or the list of accounts not being told. */
const isOwnerSure = ({ accountId, region }: PeeringSide, input: Organization): boolean => {
  const standing = standingOf(accountId, input);
  return standing === 'in-organization' ? region !== null : standing !== 'unknown';
};

/**
 * A peering, one however many sides show it: the requester's account has it, if that is in the Organization, else the
 * accepter's. It depends on each side that can be read.
 */
export const peeringSubject = (input: Organization, peering: NetworkPeering): Subject | null => {
  const { network } = input;
  const { id, requester, accepter, seenFrom } = peering;
  const sides = [requester, accepter].map((side) => scopeInOrganization(network, side));
  const [first = null, second = null] = sides;
  const owner = first ?? second ?? seenFrom[0] ?? null;
  if (owner === null) return null;
  const showing = uniqueScopes([...sides, ...(first === null && second === null ? [owner] : [])]);
  const partition = partitionOf(owner.region);
  const vpcs = [requester, accepter].flatMap(({ vpcId, accountId }) =>
    vpcId === null ? [] : [{ id: vpcId, accountId, tags: vpcTags(network, vpcId) }],
  );
  return {
    owner,
    isOwnerSure: isOwnerSure(requester, input),
    subject: {
      type: 'AwsEc2VpcPeeringConnection',
      id,
      arn: `arn:${partition}:ec2:${owner.region}:${owner.accountId}:vpc-peering-connection/${id}`,
    },
    pathIds: [],
    dependsOn: {
      scopes: showing,
      parts: showing.map((side) => partOf(side, operations.VpcPeeringConnections, id)),
    },
    resources: [
      ...showing.map((side) => ({
        id,
        accountId: side.accountId,
        tags: sideTags(network, side, id),
      })),
      ...vpcs,
    ],
  };
};

/** Judges every peering; null where the rule does not concern it. */
export const overPeerings = (judge: (peering: NetworkPeering, input: RuleInput) => Opinion | null) =>
  function* (input: RuleInput): Generator<Judgement> {
    for (const peering of input.network.peerings.values()) {
      const opinion = judge(peering, input);
      const about = opinion === null ? null : peeringSubject(input, peering);
      if (opinion !== null && about !== null) yield { about, opinion };
    }
  };
