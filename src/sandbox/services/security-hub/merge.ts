import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';

/** What the customer's side owns: set by the first import, never changed by a later one. */
const customerFields = ['Workflow', 'Note', 'UserDefinedFields', 'VerificationState'] as const;

const wasReopened = (held: AwsSecurityFinding, incoming: AwsSecurityFinding): boolean => {
  const reactivated = held.RecordState === 'ARCHIVED' && incoming.RecordState === 'ACTIVE';
  const stopped = ['WARNING', 'FAILED', 'NOT_AVAILABLE'].includes(incoming.Compliance?.Status ?? '');
  return reactivated || (held.Compliance?.Status === 'PASSED' && stopped);
};

/**
 * A suppressed finding stays suppressed; the others are new again once reopened.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/findings-workflow-status.html
 */
const workflowAfter = (
  held: AwsSecurityFinding,
  incoming: AwsSecurityFinding,
): AwsSecurityFinding['Workflow'] =>
  held.Workflow?.Status !== 'SUPPRESSED' && wasReopened(held, incoming) ? { Status: 'NEW' } : held.Workflow;

/** A finding as first stored. What the provider gives as FindingProviderFields is what the finding then shows. */
const normalised = (finding: AwsSecurityFinding, region: string): AwsSecurityFinding => {
  const { Severity, Types, ...rest } = finding.FindingProviderFields ?? {};
  const severity = Severity ?? finding.Severity;
  const types = Types ?? finding.Types;
  return {
    ...finding,
    Region: region,
    RecordState: finding.RecordState ?? 'ACTIVE',
    Workflow: finding.Workflow ?? { Status: 'NEW' },
    Severity: severity,
    Types: types,
    FindingProviderFields: { ...rest, Severity: severity, Types: types },
  };
};

/** What Security Hub holds after an import. One whose UpdatedAt is not newer changes nothing. */
export const merged = (
  held: AwsSecurityFinding | undefined,
  imported: AwsSecurityFinding,
  region: string,
): AwsSecurityFinding => {
  const incoming = normalised(imported, region);
  if (held === undefined) return incoming;
  if (Date.parse(incoming.UpdatedAt ?? '') <= Date.parse(held.UpdatedAt ?? '')) return held;
  const kept = Object.fromEntries(customerFields.map((field) => [field, held[field]]));
  return { ...incoming, ...kept, Workflow: workflowAfter(held, incoming) };
};
