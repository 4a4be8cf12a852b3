import type { ComplianceStatus, SeverityLabel } from '@aws-sdk/client-securityhub';
import type { Finding, FindingStatus, Severity } from '#model/finding.ts';
import { generatorId } from '#model/finding-id.ts';
import { compareText, regionPattern, type Scope } from '#model/scope.ts';
import { boundedText, firstText } from './bounded-text.ts';
import { contentHash } from './content-hash.ts';
import { writeDependsOn } from './depends-on.ts';
import { limits } from './limits.ts';
import {
  type ProductFields,
  productField,
  writeContentHash,
  writeOwner,
  writeSlice,
} from './product-fields.ts';
import { toResources } from './resources.ts';
import type { AwsSecurityFinding, RecordState } from './types.ts';

const complianceStatuses = {
  passed: 'PASSED',
  warning: 'WARNING',
  failed: 'FAILED',
} as const satisfies Record<Exclude<FindingStatus, 'not-evaluated'>, ComplianceStatus>;

const severityLabels: Record<Severity, SeverityLabel> = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
};

const reachability = 'Software and Configuration Checks/AWS Security Best Practices/Network Reachability';

/** Types of paths to another Region begin with this, and end with that Region: what an insight can group by. */
export const crossRegionType = `${reachability} to`;

/** Namespace, category, classifier: AWS fixes the first alone (API_FindingProviderFields, `Types`). */
const findingType = ({ toRegion }: Finding): string =>
  toRegion && regionPattern.test(toRegion) ? `${crossRegionType} ${toRegion}` : reachability;

/** A finding that says something. */
export type EvaluatedFinding = Finding & { status: keyof typeof complianceStatuses };

/**
 * Does the finding say something? What could not be evaluated is never sent: NOT_AVAILABLE would reopen findings
 * that people have closed, only because a read failed.
 */
export const isEvaluated = (finding: Finding): finding is EvaluatedFinding =>
  finding.status in complianceStatuses;

/** The default product of custom findings in one account and Region. */
export const productArn = (partition: string, { accountId, region }: Scope): string =>
  `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`;

const told = (name: string, text: string | null): ProductFields => {
  const bounded = boundedText(text ?? '', limits.productFieldValue);
  return bounded === '' ? {} : { [productField(name)]: bounded };
};

const productFields = (finding: Finding): ProductFields => {
  return {
    [productField('Rule')]: finding.rule,
    ...writeOwner(finding),
    ...writeSlice(finding.id),
    ...told('PathIds', finding.pathIds.toSorted(compareText).join(',')),
    ...told('FixOwner', finding.fixOwner),
    ...told('Exemption', finding.exemption),
    ...writeDependsOn(finding.dependsOn),
  };
};

/** What to do, and the page that says why: every finding has the latter. */
const remediation = ({ remediation: text, ruleUrl }: Finding): Pick<AwsSecurityFinding, 'Remediation'> => {
  const bounded = boundedText(text ?? '', limits.remediation);
  return { Remediation: { Recommendation: { ...(bounded === '' ? {} : { Text: bounded }), Url: ruleUrl } } };
};

/**
 * What the finding says, without its times and state. Severity and Types stand in FindingProviderFields alone: the
 * top-level ones belong to the customer, and the format requires one of the two places.
 */
const contentOf = (finding: EvaluatedFinding, { partition, place }: AsffContext) => ({
  SchemaVersion: '2018-10-08',
  Id: finding.id,
  ProductArn: productArn(partition, place),
  GeneratorId: generatorId(finding.rule),
  AwsAccountId: place.accountId,
  Title: firstText(limits.title, finding.title, finding.rule),
  Description: firstText(limits.description, finding.evidence, finding.title, finding.rule),
  ...remediation(finding),
  ProductFields: productFields(finding),
  Resources: toResources(finding, partition),
  Compliance: { Status: complianceStatuses[finding.status] },
  FindingProviderFields: {
    Severity: { Label: severityLabels[finding.severity] },
    Types: [findingType(finding)],
  },
});

export type AsffContext = {
  partition: string;
  /** The account and Region that the finding is kept in. Its owner is told in Resources and ProductFields. */
  place: Scope;
  /** ISO time of observation: becomes UpdatedAt. */
  observedAt: string;
  /** ISO time at which the finding was first made. */
  createdAt: string;
  recordState: RecordState;
};

/**
 * A finding in the AWS Security Finding Format, within its limits whatever the finding's texts hold. The content
 * hash in its product fields covers everything but the times and the record state.
 */
export const toAsff = (finding: EvaluatedFinding, context: AsffContext): AwsSecurityFinding => {
  const content = contentOf(finding, context);
  return {
    ...content,
    ProductFields: { ...content.ProductFields, ...writeContentHash(contentHash(content)) },
    FirstObservedAt: context.createdAt,
    CreatedAt: context.createdAt,
    UpdatedAt: context.observedAt,
    RecordState: context.recordState,
  };
};
