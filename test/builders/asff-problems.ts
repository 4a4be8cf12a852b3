import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';

/** Text that any reader of JSON or XML takes, and that says something. */
const isText = (text: unknown, max: number): boolean =>
  typeof text === 'string' &&
  /\S/.test(text) &&
  text.length <= max &&
  text.isWellFormed() &&
  !/[\p{Cc}\p{Noncharacter_Code_Point}]/u.test(text);

const isMap = (map: Record<string, string> | undefined, key: number, value: number): boolean =>
  Object.keys(map ?? {}).length <= 50 &&
  Object.entries(map ?? {}).every(([name, text]) => isText(name, key) && isText(text, value));

/**
 * What BatchImportFindings would refuse. The numbers are those of AWS's pages, written here once more on purpose:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html and the API reference.
 */
export const asffProblems = (finding: AwsSecurityFinding): string[] => {
  const { Severity, Types } = { ...finding, ...finding.FindingProviderFields };
  const checks: Record<string, boolean> = {
    SchemaVersion: finding.SchemaVersion === '2018-10-08',
    AwsAccountId: /^\d{12}$/.test(finding.AwsAccountId ?? ''),
    Id: isText(finding.Id, 512),
    GeneratorId: isText(finding.GeneratorId, 512),
    ProductArn: /^arn:[\w-]+:securityhub:[\w-]+:(\d{12}):product\/\1\/default$/.test(
      finding.ProductArn ?? '',
    ),
    Title: isText(finding.Title, 256),
    Description: isText(finding.Description, 1024),
    Remediation:
      finding.Remediation === undefined ||
      (isText(finding.Remediation.Recommendation?.Text ?? 'none', 512) &&
        URL.canParse(finding.Remediation.Recommendation?.Url ?? 'none')),
    times: [finding.CreatedAt, finding.UpdatedAt].every((time) => !Number.isNaN(Date.parse(time ?? ''))),
    ProductFields: isMap(finding.ProductFields, 128, 2048),
    Severity: ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'].includes(Severity?.Label ?? ''),
    Types: Types !== undefined && Types.length >= 1 && Types.length <= 50,
    Compliance: ['PASSED', 'WARNING', 'FAILED'].includes(finding.Compliance?.Status ?? ''),
    RecordState: ['ACTIVE', 'ARCHIVED'].includes(finding.RecordState ?? ''),
    ResourceCount: (finding.Resources?.length ?? 0) >= 1 && (finding.Resources?.length ?? 0) <= 32,
    Resources: (finding.Resources ?? []).every(
      (resource) =>
        isText(resource.Type, 256) &&
        isText(resource.Id, 512) &&
        isText(resource.Region, 16) &&
        isMap(resource.Details?.Other, 127, 1023) &&
        isMap(resource.Tags, 128, 256),
    ),
    size: Buffer.byteLength(JSON.stringify(finding)) <= 240_000,
  };
  return Object.keys(checks).filter((name) => checks[name] === false);
};
