import type { PathClass } from '#model/path.ts';
import type { Candidate } from '#network/verdict.ts';
import { crossRegionAwsService } from './cross-region-aws-service.ts';
import { crossRegionEndpointService } from './cross-region-endpoint-service.ts';
import { gatewayLoadBalancer } from './gateway-load-balancer.ts';
import type { PathClassRule } from './path-class.ts';
import { peeringRoutedAwsService } from './peering-routed-aws-service.ts';
import { peeringRoutedBedrock } from './peering-routed-bedrock.ts';
import { resource } from './resource.ts';
import { sameRegionAwsService } from './same-region-aws-service.ts';
import { sameRegionEndpointService } from './same-region-endpoint-service.ts';
import { serviceNetwork } from './service-network.ts';
import { tunnel } from './tunnel.ts';
import { unclassified } from './unclassified.ts';

/** Every class, the last resort last; the first that matches is the path's. */
export const pathClassRules: readonly PathClassRule[] = [
  gatewayLoadBalancer,
  tunnel,
  resource,
  serviceNetwork,
  peeringRoutedBedrock,
  peeringRoutedAwsService,
  sameRegionAwsService,
  crossRegionAwsService,
  sameRegionEndpointService,
  crossRegionEndpointService,
  unclassified,
];

/** The class of a candidate and the fact that decided it. */
export const classify = (candidate: Candidate): { class: PathClass; because: string } => {
  for (const rule of pathClassRules) {
    const because = rule.matches(candidate);
    if (because !== null) return { class: rule.class, because };
  }
  throw new Error('The last class takes everything.');
};
