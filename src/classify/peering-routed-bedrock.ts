import { isAwsOwned, ownerFact, peeringFact, routeOverPeering } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** Bedrock reached from another VPC, over a peering in any state. */
export const peeringRoutedBedrock: PathClassRule = {
  class: 'peering-routed-bedrock',
  matches: (candidate) => {
    const { type, service } = candidate;
    const route = routeOverPeering(candidate);
    if (route === null || type !== 'Interface') return null;
    return isAwsOwned(service) && service.family === 'bedrock'
      ? `${ownerFact(service)}, of the Bedrock family; ${peeringFact(route.consumer, route.peering)}.`
      : null;
  },
};
