import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAsff } from '#app/render-asff.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/demo/files.ts';
import type { PublishedFinding } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { readDependsOn } from '#securityhub/depends-on.ts';
import { readContentHash } from '#securityhub/product-fields.ts';
import { asffProblems } from '#test/builders/asff-problems.ts';
import { aFinding, oddText, tokyo } from '#test/builders/findings.ts';
import { night } from '#test/builders/night.ts';
import { aResult } from '#test/builders/result.ts';

const finding = (fields: Partial<PublishedFinding> = {}): PublishedFinding => {
  const { dependsOn: _, ...published } = aFinding();
  return { ...published, ...fields };
};

const rendered = (fields: Partial<ScanResult>): AwsSecurityFinding[] =>
  JSON.parse([...renderAsff(aResult(fields))].join('')) as AwsSecurityFinding[];

describe('the array that BatchImportFindings takes', () => {
  it('holds each finding for its owner, as of the run', () => {
    const [record] = rendered({
      findings: [finding({ status: 'failed', severity: 'high', firstSeenAt: '2026-11-01T00:00:00.000Z' })],
    });
    expect(record).toMatchObject({
      AwsAccountId: tokyo.accountId,
      ProductArn: `arn:aws:securityhub:${tokyo.region}:${tokyo.accountId}:product/${tokyo.accountId}/default`,
      FindingProviderFields: { Severity: { Label: 'HIGH' } },
      Compliance: { Status: 'FAILED' },
      CreatedAt: '2026-11-01T00:00:00.000Z',
      UpdatedAt: '2026-11-22T03:00:00.000Z',
      RecordState: 'ACTIVE',
    });
  });

  it('holds nothing that could not be judged, and an empty list where nothing is left', () => {
    expect(rendered({ findings: [finding({ status: 'not-evaluated' })] })).toEqual([]);
  });

  it('claims nothing that a result does not tell: by such a record none is ever archived, and the next run sends its own', () => {
    const [record] = rendered({ findings: [finding()] });
    expect(record?.ProductFields).toMatchObject({ 'vpc-path-auditor/Rule': 'connection-path' });
    expect(readDependsOn(record?.ProductFields)).toBeNull();
    expect(readContentHash(record?.ProductFields)).toBeNull();
  });

  it('is within the format, whatever the texts hold', () => {
    fc.assert(
      fc.property(oddText, fc.dictionary(oddText, oddText, { maxKeys: 3 }), (words, ownerTags) => {
        const [record] = rendered({
          findings: [
            finding({ title: words, evidence: words, remediation: words, exemption: words, ownerTags }),
          ],
        });
        expect(record === undefined ? ['none'] : asffProblems(record)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

/** What a result keeps of a finding. */
const kept = ({ Id, Title, Description, Compliance, FindingProviderFields }: AwsSecurityFinding) => ({
  Id,
  Title,
  Description,
  Compliance,
  FindingProviderFields,
});

it('tells what a run that publishes tells Security Hub, the Region that a path leads to among it', async () => {
  const sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir) });
  const result = await night(sandbox, { at: '2026-11-22T03:00:00.000Z' });
  const records: AwsSecurityFinding[] = JSON.parse([...renderAsff(result)].join(''));
  const byId = new Map(records.map((record) => [record.Id, kept(record)]));
  const held = sandbox.findings();
  expect(held.map(({ Id }) => byId.get(Id))).toEqual(held.map(kept));
  const types = records.flatMap((record) => record.FindingProviderFields?.Types ?? []);
  expect(types.filter((type) => type.endsWith(' to us-west-2')).length).toBeGreaterThan(0);
});
