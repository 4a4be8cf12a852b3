import { coverageOf } from '#model/inventory.ts';
import type { ConnectionPath, PathClass } from '#model/path.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network } from '#network/network.ts';
import { consumerText, endpointOf, overPaths, verdictReads } from './kit/path-subject.ts';
import type { Rule } from './rule.ts';

const labels: Record<PathClass, string> = {
  'same-region-aws-service': 'AWS service in the same Region',
  'cross-region-aws-service': 'AWS service in another Region',
  'same-region-endpoint-service': 'Endpoint service in the same Region',
  'cross-region-endpoint-service': 'Endpoint service in another Region',
  'peering-routed-bedrock': 'Bedrock over a peering',
  'peering-routed-aws-service': 'AWS service over a peering',
  'gateway-load-balancer': 'Gateway Load Balancer endpoint',
  resource: 'Resource endpoint',
  'service-network': 'Service network endpoint',
  tunnel: 'Tunnel endpoint',
  unclassified: 'Unclassified path',
};

const titleOf = (path: ConnectionPath): string => {
  const { service, endpoint } = path;
  const to = service.name === null ? '' : ` to ${service.name} in ${service.region ?? 'an unknown Region'}`;
  return `${labels[path.class]}: ${consumerText(path)}${to} through ${endpoint.vpcEndpointId}`;
};

const evidenceOf = (path: ConnectionPath): string => {
  const verdict =
    path.firstFailedHop === null
      ? `Verdict: ${path.verdict}.`
      : `Verdict: ${path.verdict}, at ${path.firstFailedHop}.`;
  // Names rest on other reads, and have no part in the verdict.
  const hops = path.hops.filter((hop) => hop.name !== 'name');
  const details = hops.map((hop) => `${hop.name}: ${hop.detail.replace(/\.$/, '')}.`);
  return [path.because, verdict, ...details, path.fix].filter((text) => text !== null).join(' ');
};

/**
 * Did a failed read leave the owner to the service's name, or to whoever offers it? Another class or wording may be
 * the right one then, so what a better night found must stand. (Details that nobody ever asked for are no failure: the name is the best there is.)
 */
const isGuess = (network: Network, path: ConnectionPath): boolean => {
  if (path.service.name === null || path.service.ownerSource === 'service-details') return false;
  const inventory = inventoryOf(network, endpointOf(network, path).scope);
  const coverage = inventory === undefined ? null : coverageOf(inventory, 'ServiceDetails');
  return coverage?.complete === false && path.class !== 'gateway-load-balancer';
};

/** One finding a path: that it is there, and what kind it is. */
export const connectionPath: Rule = {
  id: 'connection-path',
  formerIds: [],
  title: 'A private path to a service exists',
  severity: 'informational',
  isOnByDefault: true,
  reads: verdictReads,
  when: 'Never: it is the entry of the inventory, with class, verdict, service and owner.',
  why: 'Every private path to a service is part of what the network lets out; you review what you can see.',
  howToFix: 'Nothing to fix: archive it by removing the endpoint or the peering when the path is not wanted.',
  evaluate: overPaths((path, { network, config }) =>
    config.publishedClasses.includes(path.class)
      ? {
          status: isGuess(network, path) ? 'not-evaluated' : 'passed',
          title: titleOf(path),
          evidence: evidenceOf(path),
          // That it exists is proved, whatever its verdict.
          isProved: true,
          isTold: true,
        }
      : null,
  ),
};
