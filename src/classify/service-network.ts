import { quoted } from '#network/quoted.ts';
import { isLocal } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** A VPC Lattice service network: the endpoint names the network, not the services in it. */
export const serviceNetwork: PathClassRule = {
  class: 'service-network',
  matches: (candidate) => {
    const arn = candidate.endpoint.record.ServiceNetworkArn ?? 'untold';
    return isLocal(candidate, 'ServiceNetwork')
      ? `The endpoint's type is ServiceNetwork; its service network is ${quoted(arn)}.`
      : null;
  },
};
