import type { PublishedFinding } from '#model/finding.ts';
import { otherRegion } from '#model/other-region.ts';
import type { ScanResult } from '#model/result.ts';
import { renderJsonPieces } from '#report/json.ts';
import { type EvaluatedFinding, isEvaluated, toAsff } from '#securityhub/asff.ts';
import { isOfReconciling } from '#securityhub/product-fields.ts';
import type { AwsSecurityFinding } from '#securityhub/types.ts';

/** A result does not keep what its findings depend on. */
const withoutKnowledge = { scopes: [], parts: [] };

const evaluated =
  (regions: ReadonlyMap<string, string | null>) =>
  (finding: PublishedFinding): EvaluatedFinding[] => {
    // The subject of a finding about a path has the path's own Id.
    const toRegion = regions.get(finding.subject.id) ?? null;
    const whole = { ...finding, dependsOn: withoutKnowledge, toRegion };
    return isEvaluated(whole) ? [whole] : [];
  };

/** What only the audit itself can know is left out, rather than told as nothing. */
const withoutReconciling = (record: AwsSecurityFinding): AwsSecurityFinding => ({
  ...record,
  ProductFields: Object.fromEntries(
    Object.entries(record.ProductFields ?? {}).filter(([name]) => !isOfReconciling(name)),
  ),
});

const toRecord = (finding: EvaluatedFinding, { partition, startedAt }: ScanResult): AwsSecurityFinding =>
  withoutReconciling(
    toAsff(finding, {
      partition,
      place: { accountId: finding.accountId, region: finding.region },
      observedAt: startedAt,
      createdAt: finding.firstSeenAt ?? startedAt,
      recordState: 'ACTIVE',
    }),
  );

/**
 * The findings as JSON of the array that BatchImportFindings takes (100 a call), each for its owner's account and Region.
 * Those that could not be judged are left out: the format has no word for them that would not reopen what people have
 * closed. What a finding rests on is not in a result, nor are the parts of its subject: the next run that publishes
 * brings such a finding up to date before it may ever archive it.
 */
export const renderAsff = (result: ScanResult): Iterable<string> => {
  const regions = new Map(result.paths.map((path) => [path.id, otherRegion(path)]));
  return renderJsonPieces(
    result.findings.flatMap(evaluated(regions)).map((finding) => toRecord(finding, result)),
  );
};
