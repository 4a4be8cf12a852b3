import { isLocal } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** A route's target on the way to appliances, not a way to a service. */
export const gatewayLoadBalancer: PathClassRule = {
  class: 'gateway-load-balancer',
  matches: (candidate) =>
    isLocal(candidate, 'GatewayLoadBalancer')
      ? "The endpoint's type is GatewayLoadBalancer: routes lead to it, clients do not."
      : null,
};
