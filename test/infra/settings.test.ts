import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import cdk from '../../infra/cdk.json' with { type: 'json' };
import { readSettings, SettingsError, settingNames } from '../../infra/settings.ts';

const readWith = (context: Record<string, unknown>) => readSettings({ ...cdk.context, ...context });

describe('the context', () => {
  it('of cdk.json is enough', () => {
    expect(readWith({})).toMatchObject({
      accountId: '111122223333',
      engine: 'audit',
      publish: false,
      memberRoleName: 'vpc-path-auditor-read',
      memberPublishRoleName: 'vpc-path-auditor-publish',
      externalId: null,
      memberUnits: [],
      workerConcurrency: null,
    });
  });

  it('takes text, as -c gives it, and what a file holds', () => {
    const told = { memberUnits: ['ou-ab12-34567890'], flexibleMinutes: 5, publish: true, kmsKeyArn: null };
    const typed = { memberUnits: 'ou-ab12-34567890', flexibleMinutes: '5', publish: 'true', kmsKeyArn: '' };
    expect(readWith(typed)).toEqual(readWith(told));
  });

  it.each([
    ['rate(1 day)'],
    ['rate(12 hours)'],
    ['cron(0 3 * * ? *)'],
    ['cron(15 10 ? * MON-FRI *)'],
    ['cron(0/15 9-17 L * ? 2026)'],
    ['cron(0,30 3 LW JAN,JUN-AUG ? 2026-2030)'],
    ['cron(5 0-23/6 15W */2 ? *)'],
    ['cron(0 3 ? * TUE#2 *)'],
    ['cron(0 3 ? * 6L *)'],
  ])('takes the schedule %s', (schedule) => expect(readWith({ schedule }).schedule).toBe(schedule));

  it.each([['UTC'], ['Asia/Kolkata'], ['US/Eastern'], ['Etc/GMT+9']])('takes the time zone %s', (timeZone) =>
    expect(readWith({ timeZone }).timeZone).toBe(timeZone),
  );

  it('leaves the keys of the CDK alone', () => {
    const theirs = { '@aws-cdk/core:x': true, 'aws:cdk:enable-path-metadata': true, 'cli-telemetry': false };
    expect(readWith(theirs)).toEqual(readWith({}));
  });

  it.each<[name: string, value: unknown, message: string]>([
    ['accountId', '1234', 'accountId: an account ID is 12 digits'],
    ['accountId', 111_122_223_333, 'accountId: '],
    ['accountId', undefined, 'accountId: '],
    ['region', 'virginia', 'region: not a Region such as us-west-2'],
    ['region', 'us-esat-1', 'region: not a Region that the CDK knows'],
    ['organizationId', 'r-ab12', 'organizationId: not the ID of an organization'],
    ['engine', 'step-functions', 'engine: '],
    ['schedule', 'every night', 'schedule: not rate(n days) or cron('],
    ['schedule', 'rate(0 days)', 'schedule: not rate('],
    ['schedule', 'cron(0 3 * * *)', 'schedule: not rate('],
    ['schedule', 'cron(0 3 * * * *)', 'schedule: has to have ? as'],
    ['schedule', 'cron(0 3 ? * ? *)', 'schedule: has to have ? as'],
    ['schedule', 'cron(60 3 * * ? *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 24 * * ? *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 3 32 * ? *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 3 * 13 ? *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 3 * MON ? *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 3 ? * 0 *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 3 ? * MON-FRY *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 3 ? * 6#6 *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0 3 * * ? 26)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(0/0 3 * * ? *)', 'schedule: has a minute, hour,'],
    ['schedule', 'cron(, 3 * * ? *)', 'schedule: has a minute, hour,'],
    ['timeZone', 'Mars/Olympus', 'timeZone: not a time zone'],
    ['timeZone', '+09:00', 'timeZone: not a time zone'],
    ['timeZone', 'asia/tokyo', 'timeZone: not a time zone'],
    ['timeZone', 'utc', 'timeZone: not a time zone'],
    ['schedule', 'rate(30 hours)', 'maximumAgeHours: is not more than the schedule leaves'],
    ['schedule', 'rate(2 days)', 'maximumAgeHours: is not more than the schedule leaves'],
    ['flexibleMinutes', '0', 'flexibleMinutes: '],
    ['publish', 'yes', 'publish: not true or false'],
    ['memberRoleName', 'a/path', 'memberRoleName: not the name of a role'],
    ['memberRoleName', 'vpc-path-auditor-worker', 'memberRoleName: is the name of a role of this stack'],
    ['memberPublishRoleName', 'VPC-path-auditor-Reader', 'memberPublishRoleName: is the name of a role of'],
    ['memberPublishRoleName', 'a/path', 'memberPublishRoleName: not the name of a role'],
    [
      'memberPublishRoleName',
      'vpc-path-auditor-read',
      'memberPublishRoleName: is the name of the role that reads',
    ],
    ['externalId', 'a b', 'externalId: not an external ID'],
    ['memberUnits', 'ou-ab12-34567890,all', 'memberUnits[1]: not an organizational unit'],
    ['stackSetCallAs', 'ROOT', 'stackSetCallAs: '],
    ['laptopPrincipals', '*', 'laptopPrincipals[0]: not the ARN of a role or a user'],
    ['laptopPrincipals', 'arn:aws:iam::999999999999:role/x', 'laptopPrincipals: are of another account'],
    ['readerPrincipals', 'arn:aws:iam::999999999999:user/x', 'readerPrincipals: are of another account'],
    ['kmsKeyArn', 'alias/mine', 'kmsKeyArn: not the ARN of a KMS key'],
    ['kmsKeyArn', 'arn:aws:kms:eu-west-1:111122223333:key/x', 'kmsKeyArn: is not a key of the Region'],
    ['runRetentionDays', '0', 'runRetentionDays: '],
    ['logRetentionDays', '100', 'logRetentionDays: not one of 1, 3,'],
    ['memoryMegabytes', 'much', 'memoryMegabytes: '],
    ['workerConcurrency', '10', 'workerConcurrency: '],
    ['alarmTopicArn', 'security', 'alarmTopicArn: not the ARN of an SNS topic'],
    ['alarmTopicArn', 'arn:aws:sns:eu-west-1:111122223333:x', 'alarmTopicArn: is not a topic of the Region'],
    ['alarmEmail', 'me', 'alarmEmail: not an e-mail address'],
    ['maximumAgeHours', '200', 'maximumAgeHours: '],
    ['shedule', 'rate(1 day)', 'unknown key "shedule"'],
  ])('%s = %j is refused, in one line that names it', (name, value, message) => {
    const read = () => readWith({ [name]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(`context ${message}`);
    expect(read).not.toThrow('\n');
  });

  it('refuses an address for a topic that is not its own', () => {
    const alarmTopicArn = 'arn:aws:sns:us-east-1:111122223333:alarms';
    expect(() => readWith({ alarmTopicArn, alarmEmail: 'me@example.com' })).toThrow('context alarmEmail: ');
  });
});

const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
it.each(settingNames)('docs/operations.md tells of %s', (name) => expect(page).toContain(`\`${name}\``));

it('docs/operations.md unpacks what it fetches from the bucket, where all is in gzip', () => {
  const fetches = page.split('\n').filter((line) => line.includes('aws s3 cp'));
  expect(fetches).toHaveLength(3);
  for (const line of fetches) expect(line).toMatch(/aws s3 cp s3:\S+ - \| gunzip/);
});
