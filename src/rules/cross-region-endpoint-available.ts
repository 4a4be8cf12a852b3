import { operations } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { crossRegionOffer } from './kit/cross-region-offer.ts';
import { overPaths, verdictReads } from './kit/path-subject.ts';
import { pathText } from './kit/path-text.ts';
import { undecided } from './kit/undecided.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

const reads = [...verdictReads, operations.CrossRegionServices];

const classes: ReadonlySet<string> = new Set(['peering-routed-bedrock', 'peering-routed-aws-service']);

/** What a peering carries; where it lets nothing through, which is so of most of its ways, there is nothing to replace. */
const judge = (path: ConnectionPath, input: RuleInput): Opinion | null => {
  if (!classes.has(path.class) || path.verdict === 'blocked') return null;
  const offer = crossRegionOffer(input.network, path);
  if (offer === null) return null;
  const { consumer, service, peeringId } = path;
  const title = `Cross-Region endpoint could replace a peering: ${pathText(path)}`;
  const evidence = `${offer.because} Now ${consumer.vpcId} has a way there over peering ${peeringId}: ${path.verdict}.`;
  if (path.verdict === 'unknown') return undecided(path, input, { reads, title, evidence });
  if (offer.answer !== 'offered') {
    return { status: offer.answer === 'unknown' ? 'not-evaluated' : 'passed', title, evidence };
  }
  return {
    status: 'warning',
    title,
    evidence,
    remediation: `In account ${consumer.accountId}, Region ${consumer.region}, create an interface endpoint for ${service.name} in ${consumer.vpcId} with service Region ${service.region} (the role needs vpce:AllowMultiRegion), call it by its own Regional name or lead the name there, then take the routes to ${peeringId} away.`,
    fixOwner: consumer.accountId,
  };
};

/** A service reached over a peering to another Region, although AWS offers it in the client's own Region by now. */
export const crossRegionEndpointAvailable: Rule = {
  id: 'cross-region-endpoint-available',
  formerIds: [],
  title: 'A cross-Region endpoint could take the place of a peering',
  severity: 'low',
  isOnByDefault: true,
  reads,
  when: "A path to an AWS service leads over a peering to another Region, is not closed, and AWS offers that service to the client's Region as a cross-Region endpoint.",
  why: 'A cross-Region endpoint needs no peering, no routes, no private zone and no second team: it joins one VPC to one service, where a peering joins two whole networks.',
  howToFix:
    "Create an interface endpoint for the service in the client VPC with the service's Region, where needed opt in to that Region first, lead clients there, and remove the peering or its routes once nothing else uses them.",
  evaluate: overPaths(judge),
};
