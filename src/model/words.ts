/*
 * The words of a result that configuration, metrics and summaries use too, apart from the schemas of whole results: a
 * function builds these only where it reads one.
 */

export const pathClasses = [
  'same-region-aws-service',
  'cross-region-aws-service',
  'same-region-endpoint-service',
  'cross-region-endpoint-service',
  'peering-routed-bedrock',
  'peering-routed-aws-service',
  'gateway-load-balancer',
  'resource',
  'service-network',
  'tunnel',
  'unclassified',
] as const;

export const verdicts = ['usable', 'partial', 'blocked', 'unknown'] as const;

export const unknownReasons = ['not-read', 'depends-on-client', 'not-modelled'] as const;

/** The hops in the order a packet meets them; `name` is told but is no part of the verdict. */
export const hopNames = [
  'endpoint-state',
  'peering-state',
  'consumer-route',
  'consumer-nacl',
  'endpoint-subnet-nacl',
  'endpoint-security-groups',
  'return-route',
  'name',
] as const;

export const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const;

export const findingStatuses = ['passed', 'warning', 'failed', 'not-evaluated'] as const;
