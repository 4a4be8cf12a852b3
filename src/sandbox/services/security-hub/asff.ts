import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { partitionOf } from '#model/partition.ts';
import type { Scope } from '#model/scope.ts';

/** The product that an account imports its own findings under, in one Region. */
const defaultProductArn = ({ accountId, region }: Scope): string =>
  `arn:${partitionOf(region)}:securityhub:${region}:${accountId}:product/${accountId}/default`;

/** 240 KB, read strictly: a client within it is within either reading. */
const maxBytes = 240_000;
const severityLabels = new Set(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;

const isText = (value: string | undefined, max: number): boolean =>
  value !== undefined && /\S/.test(value) && value.length <= max;
const isTime = (value: string | undefined): boolean =>
  timestamp.test(value ?? '') && !Number.isNaN(Date.parse(value ?? ''));
const isCount = (list: readonly unknown[] | undefined, min: number, max: number): boolean =>
  list !== undefined && list.length >= min && list.length <= max;

const isProductFields = (fields: Record<string, string> = {}): boolean => {
  const pairs = Object.entries(fields);
  return pairs.length <= 50 && pairs.every(([key, value]) => isText(key, 128) && value.length <= 2048);
};

type Check = [member: string, holds: (finding: AwsSecurityFinding, scope: Scope) => boolean];

/**
 * Required attributes and limits of the AWS Security Finding Format.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html
 */
const checks: readonly Check[] = [
  ['SchemaVersion', ({ SchemaVersion }) => SchemaVersion === '2018-10-08'],
  ['Id', ({ Id }) => isText(Id, 512)],
  ['AwsAccountId', ({ AwsAccountId }, { accountId }) => AwsAccountId === accountId],
  ['ProductArn', ({ ProductArn }, scope) => ProductArn === defaultProductArn(scope)],
  ['GeneratorId', ({ GeneratorId }) => isText(GeneratorId, 512)],
  ['CreatedAt', ({ CreatedAt }) => isTime(CreatedAt)],
  ['UpdatedAt', ({ UpdatedAt }) => isTime(UpdatedAt)],
  ['Title', ({ Title }) => isText(Title, 256)],
  ['Description', ({ Description }) => isText(Description, 1024)],
  [
    'Severity.Label',
    ({ Severity, FindingProviderFields }) =>
      severityLabels.has(FindingProviderFields?.Severity?.Label ?? Severity?.Label ?? ''),
  ],
  ['Types', ({ Types, FindingProviderFields }) => isCount(FindingProviderFields?.Types ?? Types, 1, 50)],
  ['Resources', ({ Resources }) => isCount(Resources, 1, 32)],
  [
    'Resources.Type, Resources.Id',
    ({ Resources = [] }) => Resources.every(({ Type, Id }) => isText(Type, 256) && isText(Id, 512)),
  ],
  ['ProductFields', ({ ProductFields }) => isProductFields(ProductFields)],
  [
    'Remediation.Recommendation.Text',
    ({ Remediation }) => (Remediation?.Recommendation?.Text ?? '').length <= 512,
  ],
  [
    'NetworkPath.ComponentId',
    ({ NetworkPath = [] }) => NetworkPath.every(({ ComponentId }) => (ComponentId ?? '').length <= 32),
  ],
];

/** What is wrong with a finding that a scope wants to import, or null. */
export const findingProblem = (finding: AwsSecurityFinding, scope: Scope): string | null => {
  const wrong = checks.filter(([, holds]) => !holds(finding, scope)).map(([member]) => member);
  if (wrong.length > 0)
    return `Finding does not adhere to Amazon Finding Format. Invalid: ${wrong.join(', ')}`;
  const bytes = Buffer.byteLength(JSON.stringify(finding));
  return bytes > maxBytes ? `Finding is ${bytes} bytes; at most ${maxBytes} are allowed` : null;
};
