import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AsffContext, isEvaluated, toAsff } from '#securityhub/asff.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { readDependsOn } from '#securityhub/depends-on.ts';
import { readContentHash } from '#securityhub/product-fields.ts';
import { asffProblems } from '#test/builders/asff-problems.ts';
import { aFinding, oddFindings, oregon, tokyo } from '#test/builders/findings.ts';
import { wired } from '#test/builders/security-hub-wire.ts';

const context: AsffContext = {
  partition: 'aws',
  place: tokyo,
  observedAt: '2026-11-22T03:00:00.000Z',
  createdAt: '2026-01-02T03:00:00.000Z',
  recordState: 'ACTIVE',
};
const hashOf = (overrides = {}, other = context): string | null =>
  readContentHash(toAsff(aFinding(overrides), other).ProductFields);

describe('toAsff', () => {
  it('says what the finding says', () => {
    expect(
      toAsff(aFinding({ remediation: 'Mend it.', status: 'failed', severity: 'high' }), context),
    ).toEqual({
      SchemaVersion: '2018-10-08',
      Id: 'vpc-path-auditor/aws/111122223333/ap-northeast-1/connection-path/vpc-1/pcx-1/vpce-1',
      ProductArn: 'arn:aws:securityhub:ap-northeast-1:111122223333:product/111122223333/default',
      GeneratorId: 'vpc-path-auditor/connection-path',
      AwsAccountId: '111122223333',
      Title: 'vpc-1 reaches bedrock-runtime in us-west-2 over pcx-1',
      Description: 'The peering is active.',
      Remediation: {
        Recommendation: { Text: 'Mend it.', Url: 'https://example.com/rules.md#connection-path' },
      },
      ProductFields: {
        'vpc-path-auditor/Rule': 'connection-path',
        'vpc-path-auditor/OwnerAccountId': '111122223333',
        'vpc-path-auditor/OwnerRegion': 'ap-northeast-1',
        'vpc-path-auditor/Slice': expect.stringMatching(/^\d+$/),
        'vpc-path-auditor/PathIds': 'vpc-1/pcx-1/vpce-1',
        'vpc-path-auditor/DependsOn/Pieces': '1',
        'vpc-path-auditor/DependsOn/1': expect.stringContaining('"pcx-1"'),
        'vpc-path-auditor/ContentHash': expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      Resources: [
        {
          Type: 'Other',
          Id: 'vpc-1/pcx-1/vpce-1',
          Partition: 'aws',
          Region: 'ap-northeast-1',
          Details: { Other: { Id: 'vpc-1/pcx-1/vpce-1' } },
        },
        {
          Type: 'AwsEc2VpcPeeringConnection',
          Id: 'arn:aws:ec2:ap-northeast-1:111122223333:vpc-peering-connection/pcx-1',
          Partition: 'aws',
          Region: 'ap-northeast-1',
        },
        {
          Type: 'Other',
          Id: 'arn:aws:ec2:us-west-2:444455556666:vpc-endpoint/vpce-1',
          Partition: 'aws',
          Region: 'us-west-2',
          Details: { Other: { Id: 'vpce-1' } },
        },
      ],
      Compliance: { Status: 'FAILED' },
      FindingProviderFields: {
        Severity: { Label: 'HIGH' },
        Types: ['Software and Configuration Checks/AWS Security Best Practices/Network Reachability'],
      },
      FirstObservedAt: '2026-01-02T03:00:00.000Z',
      CreatedAt: '2026-01-02T03:00:00.000Z',
      UpdatedAt: '2026-11-22T03:00:00.000Z',
      RecordState: 'ACTIVE',
    });
  });

  it.each([
    ['passed', 'PASSED'],
    ['warning', 'WARNING'],
    ['failed', 'FAILED'],
  ] as const)('%s is %s', (status, expected) =>
    expect(toAsff(aFinding({ status }), context).Compliance?.Status).toBe(expected),
  );

  it.each([
    ['us-west-2', ' to us-west-2'],
    [null, ''],
    ['somewhere/else', ''],
  ])('has a type that says where a path leads: %s', (toRegion, words) =>
    expect(toAsff(aFinding({ toRegion }), context).FindingProviderFields?.Types).toEqual([
      `Software and Configuration Checks/AWS Security Best Practices/Network Reachability${words}`,
    ]),
  );

  it('tells a subject once, by its ARN, and in the Region where it is', () => {
    const arn = 'arn:aws:ec2:us-west-2:444455556666:vpc/vpc-1';
    const parts = [{ ...oregon, operation: 'DescribeVpcs', id: 'vpc-1' }];
    const subject = { type: 'AwsEc2Vpc', id: 'vpc-1', arn };
    const finding = aFinding({ subject, dependsOn: { scopes: [oregon], parts } });
    expect(toAsff(finding, context).Resources).toEqual([
      { Type: 'AwsEc2Vpc', Id: arn, Partition: 'aws', Region: 'us-west-2' },
    ]);
  });

  it('keeps a partition that the field does not know in the ARNs alone', () => {
    const [, peering] = toAsff(aFinding(), { ...context, partition: 'aws-eusc' }).Resources ?? [];
    expect(peering?.Partition).toBeUndefined();
    expect(peering?.Id).toMatch(/^arn:aws-eusc:ec2:/);
  });

  it('has a title and a description when nobody gave any', () => {
    const bare = toAsff(aFinding({ title: '\u0000', evidence: ' ', remediation: '' }), context);
    expect(bare).toMatchObject({ Title: 'connection-path', Description: 'connection-path' });
    expect(bare.Remediation?.Recommendation).toEqual({
      Url: 'https://example.com/rules.md#connection-path',
    });
  });

  it('is within every limit whatever the texts hold', () => {
    fc.assert(
      fc.property(oddFindings, (finding) => {
        const record = toAsff(finding, context);
        expect(asffProblems(record)).toEqual([]);
        expect(readDependsOn(record.ProductFields)?.scopes).toEqual(finding.dependsOn.scopes);
      }),
    );
  });

  it('goes over the wire as it was meant', async () => {
    await fc.assert(
      fc.asyncProperty(oddFindings, async (finding) => {
        const { client, calls } = wired(() => ({ body: { FailedCount: 0, SuccessCount: 1 } }));
        const { accountId, region } = finding;
        const record = toAsff(finding, { ...context, place: finding });
        await createFindingsClient(client, { accountId, region, partition: 'aws' }).importFindings([record]);
        expect(calls.map(({ body }) => body)).toEqual([{ Findings: [JSON.parse(JSON.stringify(record))] }]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the content hash', () => {
  it.each([
    ['status', { status: 'failed' }],
    ['severity', { severity: 'low' }],
    ['evidence', { evidence: 'Another.' }],
    ['what it depends on', { dependsOn: { scopes: [tokyo], parts: [] } }],
  ])('changes with the %s', (_, overrides) => expect(hashOf(overrides)).not.toBe(hashOf()));

  it('changes neither with times nor with the record state', () => {
    const later = { observedAt: '2027-01-01T00:00:00Z', createdAt: '2026-12-31T00:00:00Z' };
    expect(hashOf({}, { ...context, ...later, recordState: 'ARCHIVED' })).toBe(hashOf());
  });

  it('does not change with the order of what is listed', () => {
    const { dependsOn } = aFinding();
    const pathIds = ['b', 'a'];
    const reversed = { scopes: dependsOn.scopes.toReversed(), parts: dependsOn.parts.toReversed() };
    expect(hashOf({ pathIds, dependsOn: reversed })).toBe(hashOf({ pathIds: ['a', 'b'] }));
  });
});

it.each([
  ['passed', true],
  ['warning', true],
  ['failed', true],
  ['not-evaluated', false],
] as const)('a finding that is %s is evaluated: %s', (status, expected) =>
  expect(isEvaluated({ ...aFinding(), status })).toBe(expected),
);

it('tells who owns the resource, whose the fix is, and why it is accepted', () => {
  const finding = aFinding({
    ownerTags: { team: 'network', note: '\u0000', ['k'.repeat(200)]: 'v'.repeat(500) },
    fixOwner: '444455556666',
    exemption: 'until 2027-01-31: planned',
  });
  const record = toAsff(finding, context);
  expect(record.Resources?.[0]?.Tags).toEqual({
    team: 'network',
    [`${'k'.repeat(127)}…`]: `${'v'.repeat(255)}…`,
  });
  expect(record.ProductFields).toMatchObject({
    'vpc-path-auditor/FixOwner': '444455556666',
    'vpc-path-auditor/Exemption': 'until 2027-01-31: planned',
  });
  expect(asffProblems(record)).toEqual([]);
});
