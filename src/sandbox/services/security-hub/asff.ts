import type { AwsSecurityFinding, Resource } from '@aws-sdk/client-securityhub';
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
/** Absent, or text that says something. */
const isOptional = (value: string | undefined, max: number): boolean =>
  value === undefined || isText(value, max);
const isOneOf = (values: readonly string[], value: string | undefined): boolean =>
  value === undefined || values.includes(value);
const isTime = (value: string | undefined): boolean =>
  timestamp.test(value ?? '') && !Number.isNaN(Date.parse(value ?? ''));
const isCount = (list: readonly unknown[] | undefined, min: number, max: number): boolean =>
  list !== undefined && list.length >= min && list.length <= max;

const isMap = (
  map: Record<string, string> = {},
  max: { pairs: number; key: number; value: number },
): boolean => {
  const pairs = Object.entries(map);
  return (
    pairs.length <= max.pairs &&
    pairs.every(([key, value]) => isText(key, max.key) && isText(value, max.value))
  );
};

/** API_Resource.html of the API reference; `Other` takes "fewer than" 128 and 1,024 characters (userguide/asff-resourcedetails-other.html). */
const isResource = ({ Type, Id, Region, Partition, Details }: Resource): boolean =>
  isText(Type, 256) &&
  isText(Id, 512) &&
  isOptional(Region, 16) &&
  isOneOf(['aws', 'aws-cn', 'aws-us-gov'], Partition) &&
  isMap(Details?.Other, { pairs: 50, key: 127, value: 1023 });

/** Namespace, and perhaps category and classifier. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_FindingProviderFields.html */
const typePattern =
  /^(Software and Configuration Checks|TTPs|Effects|Unusual Behaviors|Sensitive Data Identifications)(\/[^/]+){0,2}$/;

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
  ['FirstObservedAt', ({ FirstObservedAt }) => FirstObservedAt === undefined || isTime(FirstObservedAt)],
  ['Title', ({ Title }) => isText(Title, 256)],
  ['Description', ({ Description }) => isText(Description, 1024)],
  [
    'Severity.Label',
    ({ Severity, FindingProviderFields }) =>
      severityLabels.has(FindingProviderFields?.Severity?.Label ?? Severity?.Label ?? ''),
  ],
  [
    'Types',
    ({ Types, FindingProviderFields }) => {
      const types = FindingProviderFields?.Types ?? Types;
      return isCount(types, 1, 50) && (types ?? []).every((type) => typePattern.test(type));
    },
  ],
  [
    'Compliance.Status',
    ({ Compliance }) => isOneOf(['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE'], Compliance?.Status),
  ],
  ['RecordState', ({ RecordState }) => isOneOf(['ACTIVE', 'ARCHIVED'], RecordState)],
  ['Resources', ({ Resources }) => isCount(Resources, 1, 32)],
  [
    'Resources.Type, Id, Region, Partition, Details.Other',
    ({ Resources = [] }) => Resources.every(isResource),
  ],
  ['ProductFields', ({ ProductFields }) => isMap(ProductFields, { pairs: 50, key: 128, value: 2048 })],
  [
    'Remediation.Recommendation.Text',
    ({ Remediation }) => isOptional(Remediation?.Recommendation?.Text, 512),
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
