import { isAwsOwned, isCrossRegion, isLocal, ownerFact, regionFact } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** An AWS service in another Region than the endpoint's, which some AWS services offer since November 2025. */
export const crossRegionAwsService: PathClassRule = {
  class: 'cross-region-aws-service',
  matches: (candidate) =>
    isLocal(candidate, 'Interface', 'Gateway') && isAwsOwned(candidate.service) && isCrossRegion(candidate)
      ? `${ownerFact(candidate.service)}; ${regionFact(candidate)}.`
      : null,
};
