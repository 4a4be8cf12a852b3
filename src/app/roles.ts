/** The roles assumed in member accounts unless others are named; the deployment creates them under these names. */
export const defaultRoles = { read: 'vpc-path-auditor-read', publish: 'vpc-path-auditor-publish' } as const;

/** By name, the same in every account: `read` reads it, `publish` brings its Security Hub into step. */
export type Roles = { read: string; publish: string };

/** The roles of what was named. Whoever names one role alone has one, which is asked for both. */
export const rolesOf = (read: string | null, publish: string | null): Roles => ({
  read: read ?? defaultRoles.read,
  publish: publish ?? (read === null || read === defaultRoles.read ? defaultRoles.publish : read),
});

/** Each by its name, once where one role is both. */
export const roleNames = ({ read, publish }: Roles): string[] =>
  read === publish ? [read] : [read, publish];
