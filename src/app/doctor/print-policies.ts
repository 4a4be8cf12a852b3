import { findHomeRegion } from '#aws/home-region.ts';
import { partitionOf } from '#model/partition.ts';
import { renderJson } from '#report/json.ts';
import { refuseBadEnvironment } from '../connect.ts';
import { InputError } from '../input-error.ts';
import { type Roles, roleNames } from '../roles.ts';
import { policiesOf } from './policies.ts';

/** IAM: CreateRole's RoleName, with the path that an ARN would have before it. */
const rolePattern = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

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
  const wrong = roleNames(roles).find((name) => !rolePattern.test(name));
  if (wrong !== undefined) {
    const flag = wrong === roles.read ? '--role-name' : '--publish-role-name';
    throw new InputError(`${flag}: ${JSON.stringify(wrong)} is no name of a role`);
  }
  refuseBadEnvironment(process.env);
  const [region = await findHomeRegion()] = regions ?? [];
  return renderJson(policiesOf({ partition: partitionOf(region), roles }));
};
