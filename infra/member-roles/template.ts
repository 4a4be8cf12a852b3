import { policiesOf, type Statement } from '#app/doctor/policies.ts';
import { defaultRoles, type Roles } from '#app/roles.ts';
import { auditors, hubRoleName } from '../names.ts';

const sub = (text: string): object => ({ 'Fn::Sub': text });
const ref = (name: string): object => ({ Ref: name });
const when = (condition: string, value: unknown): object => ({
  'Fn::If': [condition, value, ref('AWS::NoValue')],
});

/** The program's own list, in whatever partition the template is deployed. */
const policies = policiesOf({ partition: '${AWS::Partition}', roles: defaultRoles });

const resource = (arn: string): unknown => (arn.includes('${') ? sub(arn) : arn);

const statement = ({ Resource, ...rest }: Statement): object => ({
  ...rest,
  Resource: typeof Resource === 'string' ? resource(Resource) : Resource.map(resource),
});

const inline = (name: keyof Roles): object => ({
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
  ReadRoleName: { Type: 'String', Default: defaultRoles.read, AllowedPattern: '[\\w+=,.@-]{1,64}' },
  PublishRoleName: { Type: 'String', Default: defaultRoles.publish, AllowedPattern: '[\\w+=,.@-]{1,64}' },
  Publish: {
    Type: 'String',
    Default: 'true',
    AllowedValues: ['true', 'false'],
    Description:
      'Is there a role that brings Security Hub of this account into step? false where findings are kept centrally',
  },
  LaptopPrincipals: {
    Type: 'CommaDelimitedList',
    Default: '',
    Description: 'ARNs of roles and users of the hub account that scan from a laptop; * stands for any text',
  },
} as const;
export type MemberParameters = Record<keyof typeof parameters, string>;

const role = (
  name: keyof Roles,
  told: { nameFrom: keyof MemberParameters; description: string },
): object => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: ref(told.nameFrom),
    Description: told.description,
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [trust(hubRoles), when('HasLaptops', trust(ref('LaptopPrincipals')))],
    },
    Policies: [inline(name)],
  },
});

const arnOf = (logicalId: string): object => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** The roles that the hub assumes in an account: a plain CloudFormation template, for a stack or a StackSet. */
export const memberTemplate = (): object => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description:
    'The roles that vpc-path-auditor assumes in this account. Written by npm run generate; do not edit.',
  Parameters: parameters,
  Conditions: {
    HasExternalId: { 'Fn::Not': [{ 'Fn::Equals': [ref('ExternalId'), ''] }] },
    Publishes: { 'Fn::Equals': [ref('Publish'), 'true'] },
    HasLaptops: { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', ref('LaptopPrincipals')] }, ''] }] },
  },
  Resources: {
    ReadRole: role('read', {
      nameFrom: 'ReadRoleName',
      description: 'Lets vpc-path-auditor read endpoints, peerings and routing',
    }),
    PublishRole: {
      Condition: 'Publishes',
      ...role('publish', {
        nameFrom: 'PublishRoleName',
        description: 'Lets vpc-path-auditor bring its own findings in Security Hub into step',
      }),
    },
  },
  Outputs: {
    ReadRoleArn: { Value: arnOf('ReadRole') },
    PublishRoleArn: { Condition: 'Publishes', Value: arnOf('PublishRole') },
  },
});
