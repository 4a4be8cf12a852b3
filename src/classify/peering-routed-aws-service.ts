import { isAwsOwned, ownerFact, peeringFact, routeOverPeering } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** An AWS service other than Bedrock reached from another VPC, over a peering in any state. */
export const peeringRoutedAwsService: PathClassRule = {
  class: 'peering-routed-aws-service',
  matches: (candidate) => {
    const { type, service } = candidate;
    const route = routeOverPeering(candidate);
    if (route === null || type !== 'Interface') return null;
    return isAwsOwned(service) && service.family === null
      ? `${ownerFact(service)}; ${peeringFact(route.consumer, route.peering)}.`
      : null;
  },
};
