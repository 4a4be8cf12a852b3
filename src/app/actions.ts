import { reads } from '#collect/reads.ts';
import { compareText } from '#model/scope.ts';

/**
 * Who has to be granted an action: `read`, whoever reads an account (the role, or the caller in its own account);
 * `publish`, whoever brings its Security Hub into step; `hub`, the caller that reaches the other accounts.
 */
export const grants = ['read', 'publish', 'hub'] as const;
export type Grant = (typeof grants)[number];

const sorted = (actions: readonly string[]): string[] => [...new Set(actions)].sort(compareText);

/** Every IAM action that this program calls, by grant. A collector declares its own. */
export const actionsOf: Record<Grant, readonly string[]> = {
  read: sorted(['ec2:DescribeRegions', ...reads.flatMap(({ actions }) => actions)]),
  publish: ['securityhub:BatchImportFindings', 'securityhub:GetFindings'],
  hub: [
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
    'sts:AssumeRole',
  ],
};

/** Of `hub`, what `doctor` alone calls, which people run: no function is granted it. */
export const doctorActions: readonly string[] = ['organizations:DescribeOrganization'];

/** Called too, and allowed to everybody. */
export const freeActions: readonly string[] = ['sts:GetCallerIdentity'];

/** Of a function whose configuration is an SSM parameter; granted on that one. */
export const configActions: readonly string[] = ['ssm:GetParameter'];

/** Of the store that a deployment of many accounts keeps; granted on its own bucket by whoever makes that. */
export const storeActions: readonly string[] = ['s3:GetObject', 's3:ListBucket', 's3:PutObject'];
