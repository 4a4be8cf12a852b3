import type { ScanResult } from '#model/result.ts';

/** Lambda's synchronous answer ends at 6 MB; this leaves room for its own escaping. */
const maximumBytes = 5_000_000;

/** The result; `truncated` when it was too large to be answered and its long lists were left out. */
export type Reply = ScanResult & { truncated: boolean };

/** The result as the function answers it. What did not fit is in Security Hub, and the counts are always whole. */
export const toReply = (result: ScanResult): Reply => {
  if (Buffer.byteLength(JSON.stringify(result)) <= maximumBytes) return { ...result, truncated: false };
  const { complete } = result.coverage;
  return {
    ...result,
    coverage: { complete, scopes: [] },
    paths: [],
    peerings: [],
    findings: [],
    truncated: true,
  };
};
