import type { Role } from '#aws/assume-role.ts';
import type { Aws } from '#aws/clients.ts';
import type { Roles } from './roles.ts';

type InRoles = { roles: Roles | null; externalId: string | null } & Pick<Role, 'callerAccountId' | 'region'>;

/** Whoever reads the other accounts, and whoever publishes there: one session an account where one role is both. */
export const inRoles = (
  own: Aws,
  { roles, externalId, ...from }: InRoles,
): { reading: Aws; publishing: Aws } => {
  if (roles === null) return { reading: own, publishing: own };
  const as = (roleName: string): Aws =>
    own.assuming({ roleName, ...(externalId === null ? {} : { externalId }), ...from });
  const reading = as(roles.read);
  return { reading, publishing: roles.publish === roles.read ? reading : as(roles.publish) };
};
