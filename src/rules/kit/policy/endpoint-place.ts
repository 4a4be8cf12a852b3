import type { Condition } from './condition.ts';
import type { Effect } from './effect.ts';
import { covers } from './glob.ts';

/** What is the same of each request that comes by an endpoint; `region` is its service's. */
export type EndpointPlace = {
  partition: string;
  region: string;
  vpcEndpointId: string;
  vpcId: string | null;
};

/** Does a value of the condition stand for this text? */
export const holds = ({ values, hasWildcards }: Condition, text: string): boolean =>
  values.some((value) => (hasWildcards ? covers(value, text) : value === text));

const constant = (condition: Condition, text: string): Effect => {
  if (condition.test === 'exists') return 'any';
  if (condition.test === 'absent') return 'none';
  if (condition.test === 'other') return 'unknown';
  return holds(condition, text) === (condition.test === 'matches') ? 'any' : 'none';
};

/**
 * A condition on the endpoint itself or its VPC, which in the endpoint's own policy each request meets, or none; null for
 * any other. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const placeCondition = (
  condition: Condition,
  { vpcEndpointId, vpcId }: EndpointPlace,
): Effect | null => {
  if (condition.values.some((value) => value.includes('${'))) return null;
  if (condition.key === 'aws:sourcevpce') return constant(condition, vpcEndpointId);
  if (condition.key === 'aws:sourcevpc') return vpcId === null ? 'unknown' : constant(condition, vpcId);
  return null;
};
