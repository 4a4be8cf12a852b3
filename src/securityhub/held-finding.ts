import { generatorPrefix, ruleOf } from '#model/finding-id.ts';
import type { Scope } from '#model/scope.ts';
import { productArn } from './asff.ts';
import { readDependsOn } from './depends-on.ts';
import { ownProductFields, readContentHash, readOwner } from './product-fields.ts';
import type { AwsSecurityFinding, HeldFinding, RecordState } from './types.ts';

/**
 * Is this record ours, and of this scope? Asked again of what the filters returned: an administrator account is
 * shown its members' findings, and other tools share the default product.
 */
export const isOurs = (record: AwsSecurityFinding, scope: Scope & { partition: string }): boolean =>
  record.ProductArn === productArn(scope.partition, scope) &&
  record.AwsAccountId === scope.accountId &&
  (record.Region ?? scope.region) === scope.region &&
  (record.GeneratorId ?? '').startsWith(generatorPrefix);

const isTime = (text: string | undefined): text is string => !Number.isNaN(Date.parse(text ?? ''));

/** A record of ours as reconciling needs it; null when it lacks what every finding has: Id and times. */
export const toHeldFinding = (record: AwsSecurityFinding, scope: Scope): HeldFinding | null => {
  const { Id: id, CreatedAt: createdAt, UpdatedAt: updatedAt } = record;
  if (id === undefined || !isTime(createdAt) || !isTime(updatedAt)) return null;
  return {
    accountId: scope.accountId,
    region: scope.region,
    id,
    owner: readOwner(record.ProductFields) ?? { accountId: scope.accountId, region: scope.region },
    rule: ruleOf(record.GeneratorId ?? ''),
    createdAt,
    updatedAt,
    recordState: record.RecordState === 'ARCHIVED' ? 'ARCHIVED' : 'ACTIVE',
    contentHash: readContentHash(record.ProductFields),
    dependsOn: readDependsOn(record.ProductFields),
    record,
  };
};

/**
 * The held record once more, with a later time. Only what a provider may send is sent: Workflow, Note, UserDefinedFields,
 * VerificationState, Criticality, Confidence, RelatedFindings and the top-level Severity and Types are the
 * customer's; Region, ProductName, CompanyName, ProcessedAt and the like are Security Hub's.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
 *
 * Throws for a finding that was not read: whoever knows it from memory reads it first.
 */
export const sentAgain = (
  { id, record, createdAt }: HeldFinding,
  { observedAt, recordState }: { observedAt: string; recordState: RecordState },
): AwsSecurityFinding => {
  if (record === null) throw new Error(`${id} must be read before it is sent again`);
  return {
    SchemaVersion: record.SchemaVersion,
    Id: record.Id,
    ProductArn: record.ProductArn,
    GeneratorId: record.GeneratorId,
    AwsAccountId: record.AwsAccountId,
    Title: record.Title,
    Description: record.Description,
    Remediation: record.Remediation,
    ProductFields: ownProductFields(record.ProductFields),
    Resources: record.Resources,
    Compliance: record.Compliance,
    FindingProviderFields: record.FindingProviderFields,
    FirstObservedAt: record.FirstObservedAt,
    CreatedAt: createdAt,
    UpdatedAt: observedAt,
    RecordState: recordState,
  };
};
