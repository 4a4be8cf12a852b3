import { defaultRoleName } from '#app/default-role.ts';
import { policiesOf, type Statement } from '#app/doctor/policies.ts';
import { auditors, hubRoleName } from '../names.ts';

const sub = (text: string): object => ({ 'Fn::Sub': text });
const ref = (name: string): object => ({ Ref: name });
const when = (condition: string, value: unknown): object => ({
  'Fn::If': [condition, value, ref('AWS::NoValue')],
});

/** The program's own list, in whatever partition the template is deployed. */
const policies = policiesOf({ partition: '${AWS::Partition}', roleName: defaultRoleName });

const statement = ({ Resource, ...rest }: Statement): object => ({
  ...rest,
  Resource: Resource.includes('${') ? sub(Resource) : Resource,
});

const inline = (name: 'read' | 'publish'): object => ({
  PolicyName: name,
  PolicyDocument: {
    Version: policies[name].Version,
    Statement: policies[name].Statement.map(statement),
  },
});

/**
 * The hub's root under conditions, not the hub's roles themselves: IAM stores a role that is named as the principal by its unique
 * ID, so a hub role that is made anew would be locked out of every account.
 */
const trust = (arns: unknown): object => ({
  Effect: 'Allow',
  Principal: { AWS: sub('arn:${AWS::Partition}:iam::${HubAccountId}:root') },
  Action: 'sts:AssumeRole',
  Condition: {
    ArnLike: { 'aws:PrincipalArn': arns },
    StringEquals: {
      'aws:PrincipalOrgID': ref('OrganizationId'),
      'sts:ExternalId': when('HasExternalId', ref('ExternalId')),
    },
  },
});

const hubRoles = auditors.map((name) =>
  sub(`arn:\${AWS::Partition}:iam::\${HubAccountId}:role/${hubRoleName(name)}`),
);

const parameters = {
  HubAccountId: {
    Type: 'String',
    AllowedPattern: '\\d{12}',
    Description: 'The account that audits',
  },
  OrganizationId: {
    Type: 'String',
    AllowedPattern: 'o-[\\da-z]{10,32}',
    Description: 'The organization that the hub is in',
  },
  ExternalId: {
    Type: 'String',
    Default: '',
    AllowedPattern: '(?:[\\w+=,.@:/-]{2,1224})?',
    Description: 'What the hub tells besides; empty for nothing',
  },
  RoleName: { Type: 'String', Default: defaultRoleName, AllowedPattern: '[\\w+=,.@-]{1,64}' },
  Publish: {
    Type: 'String',
    Default: 'true',
    AllowedValues: ['true', 'false'],
    Description:
      'May the role bring Security Hub of this account into step? false where findings are kept centrally',
  },
  LaptopPrincipals: {
    Type: 'CommaDelimitedList',
    Default: '',
    Description: 'ARNs of roles and users of the hub account that scan from a laptop; * stands for any text',
  },
} as const;
export type MemberParameters = Record<keyof typeof parameters, string>;

/** The role that the hub assumes in an account: a plain CloudFormation template, for a stack or a StackSet. */
export const memberTemplate = (): object => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description:
    'The role that vpc-path-auditor assumes in this account. Written by npm run generate; do not edit.',
  Parameters: parameters,
  Conditions: {
    HasExternalId: { 'Fn::Not': [{ 'Fn::Equals': [ref('ExternalId'), ''] }] },
    Publishes: { 'Fn::Equals': [ref('Publish'), 'true'] },
    HasLaptops: { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', ref('LaptopPrincipals')] }, ''] }] },
  },
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: ref('RoleName'),
        Description: 'Lets vpc-path-auditor read endpoints, peerings and routing',
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [trust(hubRoles), when('HasLaptops', trust(ref('LaptopPrincipals')))],
        },
        Policies: [inline('read'), when('Publishes', inline('publish'))],
      },
    },
  },
  Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
});
