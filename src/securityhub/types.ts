import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { Failure } from '#model/coverage.ts';
import type { Evidence } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';

export type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';

export type RecordState = 'ACTIVE' | 'ARCHIVED';

/** A finding of ours as Security Hub holds it in one account and Region. Null is "cannot be told", never "none". */
export type HeldFinding = Scope & {
  id: string;
  /** Whose it is, which is not where it is held when findings are published centrally. */
  owner: Scope;
  rule: string | null;
  createdAt: string;
  updatedAt: string;
  recordState: RecordState;
  contentHash: string | null;
  dependsOn: Evidence | null;
  /** As held: what is sent again to archive it. Null when it is known from memory and was not read. */
  record: AwsSecurityFinding | null;
};

export type ImportFailure = { findingId: string; failure: Failure };

/** What an import came to: every finding is told once, here or there, in the order it was given. */
export type ImportReport = { imported: string[]; failed: ImportFailure[] };
