import { limits } from './limits.ts';
import type { AwsSecurityFinding } from './types.ts';

/** Bytes of the finding as the SDK sends it. */
export const sizeOf = (finding: AwsSecurityFinding): number => Buffer.byteLength(JSON.stringify(finding));

/** `{"Findings":[` and `]}`; each finding adds its comma. */
const envelope = 16;

/**
 * The findings in order, in as few BatchImportFindings calls as a greedy fill finds: at most 100 findings and 6 MB
 * each. Every finding is within its own limit already.
 */
export const toBatches = (findings: readonly AwsSecurityFinding[]): AwsSecurityFinding[][] => {
  const batches: AwsSecurityFinding[][] = [];
  let bytes = 0;
  for (const finding of findings) {
    const size = sizeOf(finding) + 1;
    const last = batches.at(-1);
    if (last !== undefined && last.length < limits.batchFindings && bytes + size <= limits.batchBytes) {
      last.push(finding);
      bytes += size;
    } else {
      batches.push([finding]);
      bytes = envelope + size;
    }
  }
  return batches;
};
