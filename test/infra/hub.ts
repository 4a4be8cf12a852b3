import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { compareText } from '#model/scope.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';
import cdk from '../../infra/cdk.json' with { type: 'json' };
import { createHubStack } from '../../infra/hub-stack.ts';
import { readSettings } from '../../infra/settings.ts';

/** Every setting told, none of them its default. */
export const everything = {
  engine: 'orchestrate',
  schedule: 'cron(30 1 ? * MON-FRI *)',
  timeZone: 'Asia/Tokyo',
  flexibleMinutes: '15',
  publish: 'true',
  memberRoleName: 'path-auditor',
  memberPublishRoleName: 'path-publisher',
  externalId: 'a-shared-word',
  memberUnits: 'ou-ab12-34567890,ou-ab12-3456789a',
  memberPublish: 'false',
  laptopPrincipals: 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/Reviewer_*',
  readerPrincipals: 'arn:aws:iam::111122223333:role/NetworkReviewer',
  kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
  runRetentionDays: '30',
  logRetentionDays: '365',
  memoryMegabytes: '3008',
  workerConcurrency: '100',
  insights: 'false',
  alarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:security-alarms',
  maximumAgeHours: '80',
};

/** Bundles and a configuration that never change, so that templates change with the stack alone. */
const stubs = (): Promise<string> =>
  snapshotDir({
    'vpc-path-auditor.json': '{}\n',
    ...Object.fromEntries(
      ['audit', 'orchestrate', 'worker'].map((name) => [`${name}/index.mjs`, 'export {};\n']),
    ),
  });

/** The stack of `cdk.json` with other context values. */
export const createHub = async (context: Record<string, unknown> = {}) => {
  const dir = await stubs();
  const app = new App({ context: { ...featureFlags, ...cdk.context, ...context }, outdir: join(dir, 'out') });
  const stack = createHubStack(app, {
    settings: readSettings(app.node.getAllContext()),
    bundles: dir,
    configuration: join(dir, 'vpc-path-auditor.json'),
  });
  return { app, stack, template: Template.fromStack(stack) };
};

export type Hub = Awaited<ReturnType<typeof createHub>>;

/** Null where the template has such a resource, else what it has instead. */
export const lacks = ({ template }: Hub, type: string, properties: object): string | null => {
  try {
    template.hasResourceProperties(type, properties);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

export const lacksFunction = (hub: Hub, name: string, properties: object): string | null =>
  lacks(hub, 'AWS::Lambda::Function', { FunctionName: `vpc-path-auditor-${name}`, ...properties });

export type Statement = { Effect: string; Action: string | string[]; Resource?: unknown };
type Policy = { PolicyName: string; PolicyDocument: { Statement: Statement[] } };

/** The statements of a role by the names of its inline policies. */
export const policiesOfRole = ({ template }: Hub, name: string): Record<string, Statement[]> => {
  const [role] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }));
  const policies: Policy[] = role?.['Properties'].Policies ?? [];
  return Object.fromEntries(
    policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument.Statement]),
  );
};

export const actionsIn = (statements: readonly Statement[]): string[] =>
  statements.flatMap(({ Action }) => Action).sort(compareText);
