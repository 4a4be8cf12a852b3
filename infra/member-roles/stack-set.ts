import { CfnStackSet } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { type MemberParameters, memberTemplate } from './template.ts';

const parametersOf = (settings: Settings): MemberParameters => ({
  HubAccountId: settings.accountId,
  OrganizationId: settings.organizationId,
  ExternalId: settings.externalId ?? '',
  ReadRoleName: settings.memberRoleName,
  PublishRoleName: settings.memberPublishRoleName,
  Publish: String(settings.memberPublish),
  LaptopPrincipals: settings.laptopPrincipals.join(','),
});

/**
 * The roles in every account of the units that are named, and in those that come to them later. Such a StackSet never reaches the
 * management account, which takes the template as a stack of its own. IAM is global: one Region is enough.
 */
export const createMemberStackSet = (scope: Construct, settings: Settings): CfnStackSet | null => {
  const { memberUnits, stackSetCallAs, region } = settings;
  if (memberUnits.length === 0) return null;
  return new CfnStackSet(scope, 'MemberRoles', {
    stackSetName: 'vpc-path-auditor-member-roles',
    description: 'The roles that vpc-path-auditor assumes',
    permissionModel: 'SERVICE_MANAGED',
    callAs: stackSetCallAs,
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
    capabilities: ['CAPABILITY_NAMED_IAM'],
    templateBody: JSON.stringify(memberTemplate()),
    parameters: Object.entries(parametersOf(settings)).map(([parameterKey, parameterValue]) => ({
      parameterKey,
      parameterValue,
    })),
    stackInstancesGroup: [{ deploymentTargets: { organizationalUnitIds: memberUnits }, regions: [region] }],
    operationPreferences: { failureTolerancePercentage: 20, maxConcurrentPercentage: 20 },
    managedExecution: { Active: true },
  });
};
