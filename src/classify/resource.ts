import { quoted } from '#network/quoted.ts';
import { isLocal } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** A VPC Lattice resource: the endpoint names a resource configuration, not a service. */
export const resource: PathClassRule = {
  class: 'resource',
  matches: (candidate) => {
    const arn = candidate.endpoint.record.ResourceConfigurationArn ?? 'untold';
    return isLocal(candidate, 'Resource')
      ? `The endpoint's type is Resource; its resource configuration is ${quoted(arn)}.`
      : null;
  },
};
