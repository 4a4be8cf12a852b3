import type { ScanResult } from '#model/result.ts';
import { type Changes, toChanges } from './changes.ts';
import { type Digest, toDigest } from './digest.ts';

/** All that a report is made of. Plain JSON. */
export type ReportData = { result: ScanResult; digest: Digest; changes: Changes | null };

/** The data of a report on `result`; with what changed since `earlier`, where there is one. */
export const toReportData = (result: ScanResult, earlier: ScanResult | null): ReportData => {
  const changes = earlier === null ? null : toChanges(earlier, result);
  return { result, digest: toDigest(result, changes), changes };
};
