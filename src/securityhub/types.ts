import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { Failure } from '#model/coverage.ts';
import type { Evidence } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';

export type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';

export type RecordState = 'ACTIVE' | 'ARCHIVED';

/** A finding of ours as Security Hub holds it. Null is "cannot be told", never "none". */
export type HeldFinding = Scope & {
  id: string;
  rule: string | null;
  createdAt: string;
  updatedAt: string;
  recordState: RecordState;
  contentHash: string | null;
  dependsOn: Evidence | null;
  /** As held: what is sent again to archive it. */
  record: AwsSecurityFinding;
};

export type ImportFailure = { findingId: string; failure: Failure };

/** What an import came to: every finding is told once, here or there, in the order it was given. */
export type ImportReport = { imported: string[]; failed: ImportFailure[] };
