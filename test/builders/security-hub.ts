import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { isOurs, toHeldFinding } from '#securityhub/held-finding.ts';
import type { HeldFinding } from '#securityhub/types.ts';

/** Findings by product ARN and Id. */
export type Hub = ReadonlyMap<string, AwsSecurityFinding>;
export const emptyHub: Hub = new Map();

/** What Security Hub adds to, and keeps of, an imported finding. */
const enriched = (sent: AwsSecurityFinding, before: AwsSecurityFinding | undefined): AwsSecurityFinding => ({
  ...sent,
  Severity: before?.Severity ?? { Label: 'CRITICAL', Normalized: 90 },
  Types: before?.Types ?? ['Effects'],
  Workflow: before?.Workflow ?? { Status: 'SUPPRESSED' },
  Note: before?.Note ?? { Text: 'known', UpdatedBy: 'someone', UpdatedAt: '2026-01-01T00:00:00.000Z' },
  ProductFields: { ...sent.ProductFields, 'aws/securityhub/ProductName': 'Default' },
  ProductName: 'Default',
  CompanyName: 'Personal',
  Region: sent.ProductArn!.split(':')[3],
  ProcessedAt: sent.UpdatedAt,
  Sample: false,
});

/** BatchImportFindings as a pure function: an import that is not newer is ignored. */
export const imported = (hub: Hub, findings: readonly AwsSecurityFinding[]): Hub => {
  const after = new Map(hub);
  for (const sent of findings) {
    const key = `${sent.ProductArn} ${sent.Id}`;
    const before = after.get(key);
    if (before === undefined || before.UpdatedAt! < sent.UpdatedAt!) after.set(key, enriched(sent, before));
  }
  return after;
};

/** Everything of ours, in whichever scope. */
export const heldIn = (hub: Hub): HeldFinding[] =>
  [...hub.values()].flatMap((record) => {
    const scope = { accountId: record.AwsAccountId!, region: record.Region! };
    const held = isOurs(record, { ...scope, partition: 'aws' }) ? toHeldFinding(record, scope) : null;
    return held === null ? [] : [held];
  });
