import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { createAlarms } from './alarms.ts';
import { createConfiguration } from './configuration.ts';
import { createDashboard } from './dashboard.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createFunctions } from './functions.ts';
import { createInsights } from './insights.ts';
import { createMemberStackSet } from './member-roles/stack-set.ts';
import { stackName } from './names.ts';
import { createSchedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import { createStorage } from './storage.ts';

export type HubStackOptions = {
  settings: Settings;
  /** The folder that `npm run build` writes, absolute. */
  bundles: string;
  /** The file of the program's configuration, absolute. */
  configuration: string;
};

const createOutputs = (stack: Stack, values: Record<string, string>): CfnOutput[] =>
  Object.entries(values).map(([name, value]) => new CfnOutput(stack, name, { value }));

/** All that the account that audits holds. */
export const createHubStack = (app: App, { settings, bundles, configuration }: HubStackOptions): Stack => {
  const { accountId: account, region, engine } = settings;
  const stack = new Stack(app, stackName, {
    env: { account, region },
    description: 'Audits the private paths of the VPCs of an organization',
    analyticsReporting: false,
  });
  const storage = createStorage(stack, settings);
  const deadLetters = createDeadLetters(stack);
  const functions = createFunctions(stack, settings, {
    bundles,
    storage,
    configuration: createConfiguration(stack, configuration),
    deadLetters,
  });
  createSchedule(stack, settings, { engine: functions[engine], deadLetters });
  const alarms = createAlarms(stack, settings, { functions, deadLetters });
  createDashboard(stack, { functions, alarms });
  if (settings.insights) createInsights(stack);
  createMemberStackSet(stack, settings);
  createOutputs(stack, { Bucket: storage.bucket.bucketName, DeadLettersUrl: deadLetters.queueUrl });
  return stack;
};
