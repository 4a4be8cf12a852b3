import { isAwsOwned, isCrossRegion, isLocal, ownerFact, regionFact } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** An AWS service in the endpoint's own Region. */
export const sameRegionAwsService: PathClassRule = {
  class: 'same-region-aws-service',
  matches: (candidate) =>
    isLocal(candidate, 'Interface', 'Gateway') && isAwsOwned(candidate.service) && !isCrossRegion(candidate)
      ? `${ownerFact(candidate.service)}; ${regionFact(candidate)}.`
      : null,
};
