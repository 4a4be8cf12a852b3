import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { actionsOf, doctorActions, grants } from '#app/actions.ts';
import { type Place, policiesOf, reachOf, type Statement } from '#app/doctor/policies.ts';
import { partitionOf } from '#model/partition.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { type FunctionName, hubRoleName } from './names.ts';
import type { Settings } from './settings.ts';

export type Policies = Record<string, PolicyDocument>;

const placeOf = ({ region, memberRoleName, memberPublishRoleName }: Settings): Place => ({
  partition: partitionOf(region),
  roles: { read: memberRoleName, publish: memberPublishRoleName },
});

const withoutDoctor = ({ Action, ...rest }: Statement): Statement => ({
  ...rest,
  Action: Action.filter((action) => !doctorActions.includes(action)),
});

/**
 * What `doctor --print-policy` prints, less what doctor alone calls, for a function that reads its own account and enters
 * the others.
 */
export const auditorPolicies = (settings: Settings): Policies =>
  Object.fromEntries(
    Object.entries(policiesOf(placeOf(settings))).map(([grant, { Statement, ...policy }]) => [
      grant,
      PolicyDocument.fromJson({ ...policy, Statement: Statement.map(withoutDoctor) }),
    ]),
  );

/** Every wildcard of these policies, with what the program's own list says of it. */
export const acknowledgeAuditor = (role: IConstruct, settings: Settings): void => {
  const reaches = grants
    .flatMap((grant) => actionsOf[grant])
    .map(reachOf)
    .flatMap(({ resources, because }) =>
      resources(placeOf(settings)).map((resource) => ({ resource, because })),
    );
  for (const [resource, same] of Map.groupBy(reaches, ({ resource: named }) => named)) {
    const reasons = new Set(same.map(({ because }) => because));
    if (resource.includes('*')) acknowledgeWildcard(role, resource, [...reasons].join(' '));
  }
};

const logsPolicy = (logGroup: ILogGroup): PolicyDocument =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    ],
  });

/** A function's role: its own log group, and what is given. Tracing adds X-Ray's two actions, which take no resource. */
export const createFunctionRole = (
  scope: Construct,
  { name, logGroup, policies }: { name: FunctionName; logGroup: ILogGroup; policies: Policies },
): Role => {
  const role = new Role(scope, 'Role', {
    roleName: hubRoleName(name),
    description: `Of the function ${name} of vpc-path-auditor`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { logs: logsPolicy(logGroup), ...policies },
  });
  acknowledgeWildcard(role, '*', 'X-Ray’s actions take no resource.');
  return role;
};
