import type { Denier } from '#model/coverage.ts';

/**
 * Both of an SCP's ways, as AWS words them: "with an explicit deny in a service control policy" and "because no
 * service control policy allows the ec2:DescribeVpcs action".
 */
const byScp = /\bservice control policy\b/i;

/** Policies of the caller itself, so that the role it asked for is not at fault. */
const byCaller = /\b(identity-based policy|permissions boundary|session policy|VPC endpoint policy)\b/i;

/**
 * By what access was denied, from the service's own words
 * (docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). AWS tells a role that is missing and
 * one that does not trust us in the same words, on purpose. EC2's old form tells nothing but an encoded message.
 */
export const deniedBy = (message: string): Denier => {
  if (byScp.test(message)) return 'scp';
  return /\bsts:AssumeRole\b/.test(message) && !byCaller.test(message) ? 'role-missing' : 'policy';
};
