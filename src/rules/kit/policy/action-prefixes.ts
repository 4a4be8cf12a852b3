/**
 * What the names of a service's actions begin with, by the service's part of its endpoint's name, where it is known.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['s3', 's3'],
  ['dynamodb', 'dynamodb'],
  ['sts', 'sts'],
  ['kms', 'kms'],
  ['secretsmanager', 'secretsmanager'],
  ['ecr.api', 'ecr'],
  ['ecr.dkr', 'ecr'],
  ['bedrock', 'bedrock'],
  ['bedrock-runtime', 'bedrock'],
  ['bedrock-agent', 'bedrock'],
  ['bedrock-agent-runtime', 'bedrock'],
  ['ec2', 'ec2'],
  ['ecs', 'ecs'],
  ['execute-api', 'execute-api'],
  ['kinesis-firehose', 'firehose'],
  ['kinesis-streams', 'kinesis'],
  ['lambda', 'lambda'],
  ['logs', 'logs'],
  ['monitoring', 'cloudwatch'],
  ['sagemaker.api', 'sagemaker'],
  ['sagemaker.runtime', 'sagemaker'],
  ['sns', 'sns'],
  ['sqs', 'sqs'],
  ['ssm', 'ssm'],
]);

/** The service's part of its name without `-fips`, which has the same actions and data. */
export const plainPart = (part: string): string => part.replace(/-fips$/, '');

/** What the service's actions begin with, in lower case; null when it is not known. */
export const actionPrefixOf = (part: string): string | null => prefixes.get(plainPart(part)) ?? null;
