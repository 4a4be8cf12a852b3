import { compareText } from '#model/scope.ts';
import { actionsOf, type Grant } from '../actions.ts';
import { type Roles, roleNames } from '../roles.ts';

export type Statement = {
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
};
export type PolicyDocument = { Version: '2012-10-17'; Statement: Statement[] };

/** Of what the ARNs in a policy are made. */
export type Place = { partition: string; roles: Roles };

/** What an action is granted on, and why on no less. */
type Reach = { resources: (place: Place) => readonly string[]; because: string };

const everything = (because: string): Reach => ({ resources: () => ['*'], because });

const reaches: readonly [prefix: string, reach: Reach][] = [
  ['ec2:DescribeVpcAttribute', everything('Every VPC of the account may be part of a path.')],
  ['ec2:DescribeVpcEndpointServicePermissions', everything('Of every endpoint service of the account.')],
  ['ec2:GetManagedPrefixListEntries', everything('Every list of the account or of AWS may be in a route.')],
  ['ec2:', everything('EC2’s listings take no resource.')],
  [
    'route53:ListResourceRecordSets',
    {
      resources: ({ partition }) => [`arn:${partition}:route53:::hostedzone/*`],
      because: 'Which zones serve a VPC is known only once they are listed.',
    },
  ],
  ['route53:', everything('The action takes no resource.')],
  ['route53profiles:', everything('The action takes no resource.')],
  ['route53resolver:', everything('The listing is of the whole Region.')],
  [
    'securityhub:BatchImportFindings',
    {
      resources: ({ partition }) => [`arn:${partition}:securityhub:*:*:product/*/default`],
      because: 'The product of an account’s own findings, in any Region.',
    },
  ],
  [
    'securityhub:',
    everything('Findings are filtered by the question: only this program’s own are asked for.'),
  ],
  ['organizations:', everything('The action takes no resource.')],
  [
    'sts:AssumeRole',
    {
      resources: ({ partition, roles }) =>
        roleNames(roles).map((name) => `arn:${partition}:iam::*:role/${name}`),
      because: 'The roles of those names alone, in any account that lets it.',
    },
  ],
];

/** What an action is granted on. Throws for an action of a service that nobody has thought about. */
export const reachOf = (action: string): Reach => {
  const found = reaches.find(([prefix]) => action.startsWith(prefix));
  if (found === undefined) throw new TypeError(`no resource is known for ${action}`);
  return found[1];
};

/** The actions of one grant as an IAM policy: a statement for all that are granted on the same. */
const policyOf = (grant: Grant, place: Place): PolicyDocument => {
  // No ARN holds a space.
  const byResources = Map.groupBy(actionsOf[grant], (action) => reachOf(action).resources(place).join(' '));
  return {
    Version: '2012-10-17',
    Statement: [...byResources]
      .sort(([a], [b]) => compareText(a, b))
      .map(([resources, actions]) => ({
        Effect: 'Allow',
        Action: [...actions].sort(compareText),
        Resource: resources.includes(' ') ? resources.split(' ') : resources,
      })),
  };
};

/** The IAM policies that this program needs, by grant: `doctor --print-policy`. */
export const policiesOf = (place: Place): Record<Grant, PolicyDocument> => ({
  read: policyOf('read', place),
  publish: policyOf('publish', place),
  hub: policyOf('hub', place),
});
