import { describe, expect, it } from 'vitest';
import { toAsff } from '#securityhub/asff.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import type { AwsSecurityFinding } from '#securityhub/types.ts';
import { aFinding, tokyo } from '#test/builders/findings.ts';
import { type Answer, type Call, wired } from '#test/builders/security-hub-wire.ts';

const times = { observedAt: '2026-11-22T03:00:00.000Z', createdAt: '2026-11-22T03:00:00.000Z' };
const context = { partition: 'aws', place: tokyo, recordState: 'ACTIVE', ...times } as const;

const record = (name: string, changes: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding => ({
  ...toAsff(aFinding({ subject: { type: 'AwsEc2Vpc', id: name, arn: null } }), context),
  ...changes,
});
const idOf = (name: string): string => record(name).Id!;
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `vpc-${index}`);

const place = { ...tokyo, partition: 'aws' };
const inTokyo = (answer: (call: Call, index: number) => Answer) => {
  const { client, calls } = wired(answer);
  return { ...createFindingsClient(client, place), calls };
};

const sentIn = ({ body }: Call): string[] => (body['Findings'] as { Id: string }[]).map(({ Id }) => Id);
const accepted: Answer = { body: { FailedCount: 0, SuccessCount: 1, FailedFindings: [] } };
const refusing = (ids: string[], code = 'InternalError'): Answer => ({
  body: {
    SuccessCount: 0,
    FailedCount: ids.length,
    FailedFindings: ids.map((Id) => ({ Id, ErrorCode: code, ErrorMessage: `${code} happened` })),
  },
});

describe('held', () => {
  it('asks for exactly ours, every page of it', async () => {
    const pages = [
      { Findings: [record('vpc-1')], NextToken: 'more' },
      { Findings: [], NextToken: 'last' },
    ];
    const { held, calls } = inTokyo((_, index) => ({
      body: pages[index] ?? { Findings: [record('vpc-2')] },
    }));
    const outcome = await held();
    expect(outcome.ok && outcome.value.map(({ id }) => id)).toEqual([idOf('vpc-1'), idOf('vpc-2')]);
    expect(calls.map(({ path, body }) => [path, body['NextToken']])).toEqual([
      ['/findings', undefined],
      ['/findings', 'more'],
      ['/findings', 'last'],
    ]);
    expect(calls[0]?.body).toEqual({
      Filters: {
        ProductArn: [
          {
            Value: 'arn:aws:securityhub:ap-northeast-1:111122223333:product/111122223333/default',
            Comparison: 'EQUALS',
          },
        ],
        AwsAccountId: [{ Value: '111122223333', Comparison: 'EQUALS' }],
        Region: [{ Value: 'ap-northeast-1', Comparison: 'EQUALS' }],
        GeneratorId: [{ Value: 'vpc-path-auditor/', Comparison: 'PREFIX' }],
      },
      MaxResults: 100,
    });
  });

  it('tells what reconciling needs', async () => {
    const { held } = inTokyo(() => ({ body: { Findings: [record('vpc-1', { RecordState: 'ARCHIVED' })] } }));
    const outcome = await held();
    expect(outcome.ok && outcome.value).toMatchObject([
      {
        ...tokyo,
        id: idOf('vpc-1'),
        rule: 'connection-path',
        createdAt: times.createdAt,
        updatedAt: times.observedAt,
        recordState: 'ARCHIVED',
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        dependsOn: { scopes: aFinding().dependsOn.scopes },
      },
    ]);
  });

  it.each<[string, Partial<AwsSecurityFinding>]>([
    ['account', { AwsAccountId: '444455556666' }],
    ['Region', { Region: 'us-west-2' }],
    ['product', { ProductArn: 'arn:aws:securityhub:ap-northeast-1::product/aws/guardduty' }],
    ['generator', { GeneratorId: 'vpc-path-auditor-2/connection-path' }],
  ])('drops what came back from another %s', async (_, changes) => {
    const { held } = inTokyo(() => ({ body: { Findings: [record('vpc-1', changes)] } }));
    expect(await held()).toEqual({ ok: true, value: [] });
  });

  it('takes the newest of a finding shown twice', async () => {
    const shown = ['2026-11-01T00:00:00Z', '2026-11-03T00:00:00Z', '2026-11-02T00:00:00Z'];
    const Findings = shown.map((UpdatedAt) => record('vpc-1', { UpdatedAt }));
    const outcome = await inTokyo(() => ({ body: { Findings } })).held();
    expect(outcome.ok && outcome.value.map(({ updatedAt }) => updatedAt)).toEqual([shown[1]]);
  });

  it.each<[string, string, Answer]>([
    ['the list is missing', 'malformed-response', { body: {} }],
    ['the body is empty', 'malformed-response', {}],
    ['a token comes back', 'malformed-response', { body: { Findings: [], NextToken: 'again' } }],
    [
      'a finding has no time',
      'malformed-response',
      { body: { Findings: [record('vpc-1', { UpdatedAt: 'soon' })] } },
    ],
    ['access is denied', 'access-denied', { status: 403, error: 'AccessDeniedException' }],
    ['Security Hub is off', 'not-enabled', { status: 401, error: 'InvalidAccessException' }],
  ])('fails when %s: %s', async (_, cause, answer) => {
    expect(await inTokyo(() => answer).held()).toMatchObject({ ok: false, failure: { cause } });
  });
});

describe('importFindings', () => {
  it('sends at most 100 findings a call', async () => {
    const { importFindings, calls } = inTokyo(() => accepted);
    const report = await importFindings(names(250).map((name) => record(name)));
    expect(calls.map((call) => sentIn(call).length)).toEqual([100, 100, 50]);
    expect(calls.every(({ path }) => path === '/findings/import')).toBe(true);
    expect(report).toEqual({ imported: names(250).map(idOf), failed: [] });
  });

  it('sends at most 6 MB a call', async () => {
    const { importFindings, calls } = inTokyo(() => accepted);
    const large = names(60).map((name) => record(name, { Description: 'é'.repeat(109_000) }));
    const report = await importFindings(large);
    expect(calls.flatMap(sentIn)).toEqual(names(60).map(idOf));
    expect(calls.length).toBeGreaterThan(1);
    expect(Math.max(...calls.map(({ bytes }) => bytes))).toBeLessThanOrEqual(6_000_000);
    expect(report.imported).toHaveLength(60);
  });

  it('sends nothing when there is nothing to send', async () => {
    const { importFindings, calls } = inTokyo(() => accepted);
    expect(await importFindings([])).toEqual({ imported: [], failed: [] });
    expect(calls).toEqual([]);
  });

  it('fails what is larger than 240 KB by itself', async () => {
    const { importFindings, calls } = inTokyo(() => accepted);
    const report = await importFindings([
      record('vpc-1', { Description: 'x'.repeat(240_000) }),
      record('vpc-2'),
    ]);
    expect(calls.map(sentIn)).toEqual([[idOf('vpc-2')]]);
    expect(report).toMatchObject({
      imported: [idOf('vpc-2')],
      failed: [{ findingId: idOf('vpc-1'), failure: { code: 'FindingTooLarge' } }],
    });
  });

  it('sends again only what failed for a reason that passes', async () => {
    const [a, b, c] = ['vpc-1', 'vpc-2', 'vpc-3'].map(idOf) as [string, string, string];
    const errors = [
      { Id: a, ErrorCode: 'InternalError', ErrorMessage: 'Try again.' },
      { Id: b, ErrorCode: 'InvalidInput', ErrorMessage: 'Finding does not adhere to the format.' },
    ];
    const answers = [
      { body: { SuccessCount: 1, FailedCount: 2, FailedFindings: errors } },
      refusing([a]),
      accepted,
    ];
    const { importFindings, calls } = inTokyo((_, index) => answers[index]!);
    const report = await importFindings(['vpc-1', 'vpc-2', 'vpc-3'].map((name) => record(name)));
    expect(calls.map(sentIn)).toEqual([[a, b, c], [a], [a]]);
    expect(report).toMatchObject({
      imported: [a, c],
      failed: [{ findingId: b, failure: { code: 'InvalidInput' } }],
    });
  });

  it('gives up after the third try', async () => {
    const { importFindings, calls } = inTokyo((call) => refusing(sentIn(call)));
    const report = await importFindings([record('vpc-1')]);
    expect(calls).toHaveLength(3);
    expect(report).toMatchObject({ imported: [], failed: [{ failure: { code: 'InternalError' } }] });
  });

  it('reads every refusal, not the first alone', async () => {
    const { importFindings } = inTokyo((call) => refusing(sentIn(call), 'InvalidAccess'));
    const report = await importFindings(names(3).map((name) => record(name)));
    expect(report.imported).toEqual([]);
    expect(report.failed.map(({ findingId, failure }) => [findingId, failure.cause])).toEqual(
      names(3).map((name) => [idOf(name), 'not-enabled']),
    );
  });

  it.each<[string, string, Answer]>([
    ['the service fails', 'unknown', { status: 500, error: 'InternalException' }],
    ['it is throttled', 'throttled', { status: 429, error: 'LimitExceededException' }],
    ['the counts are missing', 'malformed-response', { body: {} }],
    ['the body is empty', 'malformed-response', {}],
    ['fewer are named than counted', 'malformed-response', { body: { FailedCount: 1, SuccessCount: 99 } }],
    ['an unknown finding is named', 'malformed-response', refusing(['somebody-elses'])],
  ])('goes on with the next batch when %s', async (_, cause, answer) => {
    const { importFindings, calls } = inTokyo((_call, index) => (index === 0 ? answer : accepted));
    const report = await importFindings(names(150).map((name) => record(name)));
    expect(calls).toHaveLength(2);
    expect(report.imported).toEqual(names(150).slice(100).map(idOf));
    expect(new Set(report.failed.map(({ failure }) => failure.cause))).toEqual(new Set([cause]));
    expect(report.failed).toHaveLength(100);
  });

  it.each([
    ['access-denied', 'AccessDeniedException'],
    ['expired-credentials', 'ExpiredTokenException'],
    ['not-enabled', 'InvalidAccessException'],
  ])('stops at %s, which would only come again', async (cause, error) => {
    const { importFindings, calls } = inTokyo((_, index) =>
      index === 1 ? { status: 403, error } : accepted,
    );
    const report = await importFindings(names(350).map((name) => record(name)));
    expect(calls).toHaveLength(2);
    expect(report.imported).toEqual(names(100).map(idOf));
    expect(report.failed.map(({ failure }) => failure.cause)).toEqual(names(250).map(() => cause));
  });

  it('sends nothing again once it has stopped', async () => {
    const answers = [refusing([idOf('vpc-0')]), { status: 403, error: 'AccessDeniedException' }];
    const { importFindings, calls } = inTokyo((_, index) => answers[index]!);
    const report = await importFindings(names(101).map((name) => record(name)));
    expect(calls).toHaveLength(2);
    expect(report.failed.map(({ findingId }) => findingId)).toEqual([idOf('vpc-0'), idOf('vpc-100')]);
  });

  it('refuses to send a finding of another scope', async () => {
    const { importFindings, calls } = inTokyo(() => accepted);
    await expect(importFindings([record('vpc-1', { AwsAccountId: '444455556666' })])).rejects.toThrow(
      'does not belong',
    );
    expect(calls).toEqual([]);
  });
});
