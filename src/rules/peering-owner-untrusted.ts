import type { Severity } from '#model/finding.ts';
import { operations } from '#model/inventory.ts';
import type { NetworkPeering, PeeringSide } from '#network/network.ts';
import { quoted } from '#network/quoted.ts';
import { overPeerings } from './kit/peering-subject.ts';
import { type Standing, standingOf } from './kit/standing.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

/** What a stranger's peering amounts to by its status. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
const severities: ReadonlyMap<string | null, Severity> = new Map([
  ['active', 'high'],
  ['pending-acceptance', 'medium'],
  ['provisioning', 'medium'],
  ['initiating-request', 'medium'],
]);

/** Peerings that no one can bring back. */
const ends: ReadonlySet<string | null> = new Set(['deleting', 'deleted', 'expired', 'failed', 'rejected']);

type Side = PeeringSide & { standing: Standing };

/** Requester and accepter. Who shows the peering has a side of it, whatever the list of accounts says. */
const sidesOf = ({ requester, accepter, seenFrom }: NetworkPeering, input: RuleInput): Side[] => {
  const own = new Set<string | null>(seenFrom.map(({ accountId }) => accountId));
  return [requester, accepter].map((side) => ({
    ...side,
    standing: own.has(side.accountId) ? 'in-organization' : standingOf(side.accountId, input),
  }));
};

const placeOf = ({ accountId, region, vpcId }: Side): string =>
  [`account ${quoted(accountId ?? '')}`, vpcId, region].filter((text) => text !== null).join(', ');

const mendOf = ({ id, status }: NetworkPeering, other: Side, own: Side | undefined): string => {
  const verb = status === 'pending-acceptance' ? 'reject or delete' : 'delete';
  const where = own?.accountId === null || own === undefined ? '' : ` in account ${own.accountId}`;
  return `Find out who ${other.accountId ?? 'it'} is. If the peering is meant to be, add the account to trustedAccounts of the configuration; else ${verb} ${id}${where}, with the routes to it.`;
};

const judgeOutside = (peering: NetworkPeering, sides: readonly Side[], other: Side): Opinion => {
  const { id, status } = peering;
  const title = `Peering ${id} leads to an account outside the Organization that is not trusted`;
  const evidence = `The other side is ${placeOf(other)}: neither in the Organization nor trusted. The peering's status is ${quoted(status ?? 'not told')}.`;
  const severity = severities.get(status);
  // A word that nobody knows may mean anything.
  if (severity === undefined) return { status: 'not-evaluated', title, evidence };
  const own = sides.find(({ standing }) => standing === 'in-organization');
  return {
    status: 'failed',
    severity,
    title,
    evidence,
    remediation: mendOf(peering, other, own),
    fixOwner: own?.accountId ?? null,
    isProved: true,
  };
};

const judge = (peering: NetworkPeering, input: RuleInput): Opinion | null => {
  if (ends.has(peering.status)) return null;
  const sides = sidesOf(peering, input);
  const outside = sides.find(({ standing }) => standing === 'outside');
  if (outside !== undefined) return judgeOutside(peering, sides, outside);
  const title = `Peering ${peering.id} joins accounts of the Organization or trusted ones`;
  const unknown = sides.find(({ standing }) => standing === 'unknown');
  if (unknown === undefined) {
    const evidence = 'Both sides are in the Organization or trusted.';
    return { status: 'passed', title, evidence, isProved: true };
  }
  const gap =
    unknown.accountId === null
      ? 'Nobody told whose one side is.'
      : `One side is ${placeOf(unknown)}, and the Organization's accounts could not be listed.`;
  return { status: 'not-evaluated', title: `Peering ${peering.id} may lead outside`, evidence: gap };
};

/** A peering with a stranger. */
export const peeringOwnerUntrusted: Rule = {
  id: 'peering-owner-untrusted',
  formerIds: [],
  title: 'A peering leads to an account outside the Organization that is not trusted',
  severity: 'high',
  isOnByDefault: true,
  // Of the VPCs only their tags, which may exempt it and name its owner.
  reads: [operations.VpcPeeringConnections, operations.Vpcs],
  when: 'One side is outside the Organization and not trusted: high when active, medium when it is still to be.',
  why: 'A peering is a private road between two networks: whoever owns the other side reaches all that the routes, network ACLs and security groups of this one let through, endpoints among it.',
  howToFix:
    'Add the account to `trustedAccounts` if the peering is meant to be; else delete the peering, or reject the request, and remove the routes to it.',
  evaluate: overPeerings(judge),
};
