import { findHomeRegion } from '#aws/home-region.ts';
import { partitionOf } from '#model/partition.ts';
import { renderJson } from '#report/json.ts';
import { refuseBadEnvironment } from '../connect.ts';
import type { Roles } from '../roles.ts';
import { policiesOf } from './policies.ts';

/**
 * The IAM policies as JSON: `{ read, publish, hub }`, each a policy document, in the partition of the Regions asked
 * for, else of the caller's own. Asks AWS nothing.
 */
export const printPolicies = async ({
  roles,
  regions,
}: {
  roles: Roles;
  regions: readonly string[] | null;
}): Promise<string> => {
  refuseBadEnvironment(process.env);
  const [region = await findHomeRegion()] = regions ?? [];
  return renderJson(policiesOf({ partition: partitionOf(region), roles }));
};
