import { isCrossRegion, isEndpointService, isLocal, ownerFact, regionFact } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** An account's or a marketplace partner's service in the endpoint's own Region. */
export const sameRegionEndpointService: PathClassRule = {
  class: 'same-region-endpoint-service',
  matches: (candidate) =>
    isLocal(candidate, 'Interface') && isEndpointService(candidate.service) && !isCrossRegion(candidate)
      ? `${ownerFact(candidate.service)}; ${regionFact(candidate)}.`
      : null,
};
