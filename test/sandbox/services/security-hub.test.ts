import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  DescribeHubCommand,
  GetFindingsCommand,
  type GetFindingsCommandInput,
  type Resource,
} from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import {
  hub,
  hubOregon,
  hubTokyo,
  member,
  memberOregon,
  snapshotOf,
} from '#test/builders/sandbox-snapshot.ts';
import { assume, clientsOf } from '../clients.ts';

const findingOf = (overrides: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding => {
  const { AwsAccountId } = { AwsAccountId: hub, ...overrides };
  return {
    SchemaVersion: '2018-10-08',
    Id: 'finding-1',
    ProductArn: `arn:aws:securityhub:us-west-2:${AwsAccountId}:product/${AwsAccountId}/default`,
    GeneratorId: 'auditor/connection-path',
    AwsAccountId,
    CreatedAt: '2026-11-01T00:00:00.000Z',
    UpdatedAt: '2026-11-01T00:00:00.000Z',
    Title: 'A path',
    Description: 'It works.',
    FindingProviderFields: { Severity: { Label: 'LOW' }, Types: ['Software and Configuration Checks'] },
    Resources: [{ Type: 'AwsEc2Vpc', Id: 'arn:aws:ec2:us-west-2:111111111111:vpc/vpc-a' }],
    ...overrides,
  };
};

const sandboxOf = (securityHubOff: { accountId: string; region: string }[] = []): Sandbox =>
  createSandbox({ snapshot: snapshotOf(), securityHubOff });

const hubOf = (sandbox: Sandbox) => clientsOf(sandbox, 'us-west-2').securityhub;
const importInto = (sandbox: Sandbox, ...Findings: AwsSecurityFinding[]) =>
  hubOf(sandbox).send(new BatchImportFindingsCommand({ Findings }));
const importAs = async (sandbox: Sandbox, accountId: string, ...Findings: AwsSecurityFinding[]) =>
  clientsOf(sandbox, 'us-west-2', await assume(sandbox, accountId)).securityhub.send(
    new BatchImportFindingsCommand({ Findings }),
  );
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => findingOf({ Id: `finding-${String(index).padStart(3, '0')}` }));

const longer = (length: number) => 'x'.repeat(length);
const aResource = (fields: Partial<Resource>): Partial<AwsSecurityFinding> => ({
  Resources: [{ Type: 'Other', Id: 'resource', ...fields }],
});

const became = (Status: 'PASSED' | 'FAILED' | 'WARNING' | 'NOT_AVAILABLE') => ({ Compliance: { Status } });

const idsOf = async (client: ReturnType<typeof hubOf>, input: GetFindingsCommandInput) =>
  (await client.send(new GetFindingsCommand(input))).Findings?.map(({ Id }) => Id);

const text = (Value: string, Comparison: 'EQUALS' | 'PREFIX' = 'EQUALS') => [{ Value, Comparison }];

describe('importing', () => {
  it('stores a finding, in its Region, as new and active', async () => {
    const sandbox = sandboxOf();
    expect(await importInto(sandbox, findingOf())).toMatchObject({
      FailedCount: 0,
      SuccessCount: 1,
      FailedFindings: [],
    });
    expect(sandbox.findings()).toEqual([
      {
        ...findingOf(),
        Region: 'us-west-2',
        RecordState: 'ACTIVE',
        Workflow: { Status: 'NEW' },
        Severity: { Label: 'LOW' },
        Types: ['Software and Configuration Checks'],
      },
    ]);
    expect(sandbox.findings(hubOregon)).toHaveLength(1);
    expect(sandbox.findings(hubTokyo)).toEqual([]);
  });

  it.each<[string, Partial<AwsSecurityFinding>]>([
    ['SchemaVersion', { SchemaVersion: '2018-10-07' }],
    ['Id', { Id: '' }],
    ['Id', { Id: longer(513) }],
    ['AwsAccountId', { AwsAccountId: member }],
    ['ProductArn', { ProductArn: `arn:aws:securityhub:eu-west-1:${hub}:product/${hub}/default` }],
    ['GeneratorId', { GeneratorId: longer(513) }],
    ['CreatedAt', { CreatedAt: '2026-11-01' }],
    ['UpdatedAt', { UpdatedAt: '2026-13-01T00:00:00Z' }],
    ['Title', { Title: longer(257) }],
    ['Title', { Title: ' ' }],
    ['Description', { Description: longer(1025) }],
    ['Severity.Label', { FindingProviderFields: { Types: ['Effects'] } }],
    [
      'Severity.Label',
      { FindingProviderFields: { Severity: { Label: 'SEVERE' as 'LOW' }, Types: ['Effects'] } },
    ],
    ['Types', { FindingProviderFields: { Severity: { Label: 'LOW' } } }],
    ['Types', { FindingProviderFields: { Severity: { Label: 'LOW' }, Types: Array(51).fill('Effects') } }],
    ['Resources', { Resources: [] }],
    ['Resources', { Resources: numbered(33).map(({ Id }) => ({ Type: 'Other', Id })) }],
    ['Resources.Type, Id', aResource({ Id: '' })],
    ['Resources.Type, Id', aResource({ Type: longer(257) })],
    ['Resources.Type, Id', aResource({ Region: longer(17) })],
    ['Resources.Type, Id', aResource({ Region: '' })],
    ['Resources.Type, Id', aResource({ Partition: 'aws-eusc' as 'aws' })],
    ['Resources.Type, Id', aResource({ Details: { Other: { text: longer(1024) } } })],
    ['Resources.Type, Id', aResource({ Details: { Other: { [longer(128)]: 'x' } } })],
    ['Resources.Type, Id', aResource({ Details: { Other: { text: '' } } })],
    ['Types', { FindingProviderFields: { Severity: { Label: 'LOW' }, Types: ['Networking'] } }],
    ['Compliance.Status', { Compliance: { Status: 'OK' as 'PASSED' } }],
    ['RecordState', { RecordState: 'CLOSED' as 'ACTIVE' }],
    ['FirstObservedAt', { FirstObservedAt: 'yesterday' }],
    ['ProductFields', { ProductFields: { key: ' ' } }],
    ['Remediation.Recommendation.Text', { Remediation: { Recommendation: { Text: '' } } }],
    ['ProductFields', { ProductFields: { [longer(129)]: 'x' } }],
    ['ProductFields', { ProductFields: { key: longer(2049) } }],
    ['ProductFields', { ProductFields: Object.fromEntries(numbered(51).map(({ Id }) => [Id, 'x'])) }],
    ['Remediation.Recommendation.Text', { Remediation: { Recommendation: { Text: longer(513) } } }],
    ['NetworkPath.ComponentId', { NetworkPath: [{ ComponentId: longer(33) }] }],
  ])('refuses a bad %s inside a 200, and stores the rest', async (wrong, overrides) => {
    const sandbox = sandboxOf();
    const bad = findingOf({ Id: 'bad', ...overrides });
    const result = await importInto(sandbox, bad, findingOf({ Id: 'good' }));
    expect(result).toMatchObject({ FailedCount: 1, SuccessCount: 1, $metadata: { httpStatusCode: 200 } });
    expect(result.FailedFindings).toEqual([
      { Id: bad.Id, ErrorCode: 'InvalidInput', ErrorMessage: expect.stringContaining(`Invalid: ${wrong}`) },
    ]);
    expect(sandbox.findings().map(({ Id }) => Id)).toEqual(['good']);
  });

  it('takes every text at its limit', async () => {
    const atLimit = findingOf({
      Id: longer(512),
      GeneratorId: longer(512),
      Title: longer(256),
      Description: longer(1024),
      ProductFields: { [longer(128)]: longer(2048) },
      Remediation: { Recommendation: { Text: longer(512) } },
      ...aResource({ Region: longer(16), Details: { Other: { [longer(127)]: longer(1023) } } }),
    });
    expect(await importInto(sandboxOf(), atLimit)).toMatchObject({ FailedCount: 0 });
  });

  it('refuses a finding above 240 KB', async () => {
    const Resources = Array.from({ length: 30 }, (_, index) => ({
      Type: 'Other',
      Id: `resource-${index}`,
      Details: {
        Other: Object.fromEntries(Array.from({ length: 9 }, (__, line) => [`line-${line}`, longer(1000)])),
      },
    }));
    const result = await importInto(sandboxOf(), findingOf({ Resources }));
    expect(result.FailedFindings?.[0]?.ErrorMessage).toContain('at most 240000 are allowed');
  });

  it.each([
    ['no finding', 0, 'InvalidInputException'],
    ['101 findings', 101, 'InvalidInputException'],
  ])('refuses %s whole', async (_, count, name) => {
    await expect(importInto(sandboxOf(), ...numbered(count))).rejects.toMatchObject({ name });
  });

  it('takes 100', async () => {
    expect(await importInto(sandboxOf(), ...numbered(100))).toMatchObject({ SuccessCount: 100 });
  });

  it('refuses a body above 6 MB', async () => {
    const large = numbered(100).map((finding) => ({
      ...finding,
      UserDefinedFields: { text: longer(61_000) },
    }));
    await expect(importInto(sandboxOf(), ...large)).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
  });
});

describe('importing again', () => {
  const later = '2026-11-02T00:00:00.000Z';
  const after = async (first: Partial<AwsSecurityFinding>, second: Partial<AwsSecurityFinding>) => {
    const sandbox = sandboxOf();
    await importInto(sandbox, findingOf(first));
    expect(await importInto(sandbox, findingOf({ UpdatedAt: later, ...second }))).toMatchObject({
      SuccessCount: 1,
    });
    const [finding] = sandbox.findings();
    return finding;
  };

  it('replaces what the provider says', async () => {
    const finding = await after({ Title: 'Old', Confidence: 1 }, { Title: 'New' });
    expect(finding).toMatchObject({ Title: 'New', UpdatedAt: later });
    expect(finding).not.toHaveProperty('Confidence');
  });

  it.each(['2026-11-01T00:00:00.000Z', '2026-10-31T23:59:59Z', '2026-11-01T01:00:00+01:00'])(
    'ignores what is not newer (%s)',
    async (UpdatedAt) =>
      expect(await after({ Title: 'Old' }, { Title: 'New', UpdatedAt })).toMatchObject({ Title: 'Old' }),
  );

  it('never touches what belongs to the customer', async () => {
    const theirs = {
      Workflow: { Status: 'SUPPRESSED' as const },
      Note: { Text: 'known', UpdatedBy: 'me', UpdatedAt: later },
      UserDefinedFields: { ticket: '1' },
      VerificationState: 'BENIGN_POSITIVE' as const,
    };
    const ours = {
      Workflow: { Status: 'NEW' as const },
      Note: { Text: 'ours', UpdatedBy: 'us', UpdatedAt: later },
      UserDefinedFields: { ticket: '2' },
      VerificationState: 'TRUE_POSITIVE' as const,
    };
    expect(await after(theirs, ours)).toMatchObject(theirs);
  });

  type Status = 'NEW' | 'NOTIFIED' | 'RESOLVED' | 'SUPPRESSED';
  const reopened: Partial<AwsSecurityFinding>[] = [{ RecordState: 'ARCHIVED' }, { RecordState: 'ACTIVE' }];
  it.each<[Status, Partial<AwsSecurityFinding>[], Status]>([
    ['NOTIFIED', reopened, 'NEW'],
    ['RESOLVED', reopened, 'NEW'],
    ['SUPPRESSED', reopened, 'SUPPRESSED'],
    ['RESOLVED', [{ RecordState: 'ACTIVE' }, { RecordState: 'ARCHIVED' }], 'RESOLVED'],
    ['NOTIFIED', [became('PASSED'), became('FAILED')], 'NEW'],
    ['RESOLVED', [became('PASSED'), became('WARNING')], 'NEW'],
    ['RESOLVED', [became('PASSED'), became('NOT_AVAILABLE')], 'NEW'],
    ['SUPPRESSED', [became('PASSED'), became('FAILED')], 'SUPPRESSED'],
    ['NOTIFIED', [became('FAILED'), became('WARNING')], 'NOTIFIED'],
    ['RESOLVED', [became('FAILED'), became('PASSED')], 'RESOLVED'],
  ])('%s after %j is %s', async (Status, [first, second], expected) => {
    const finding = await after({ ...first, Workflow: { Status } }, { ...second });
    expect(finding?.Workflow).toEqual({ Status: expected });
  });
});

describe('reading', () => {
  it.each<[string, NonNullable<GetFindingsCommandInput['Filters']>, string[]]>([
    ['everything', {}, ['a', 'b', 'c']],
    ['GeneratorId by prefix', { GeneratorId: text('auditor/', 'PREFIX') }, ['a', 'b']],
    ['GeneratorId exactly', { GeneratorId: text('auditor/') }, []],
    ['RecordState', { RecordState: text('ARCHIVED') }, ['b']],
    ['either of two values', { Id: [...text('a'), ...text('c')] }, ['a', 'c']],
    ['two attributes', { GeneratorId: text('auditor/', 'PREFIX'), RecordState: text('ACTIVE') }, ['a']],
    ['ProductArn', { ProductArn: text(findingOf().ProductArn ?? '') }, ['a', 'b', 'c']],
    ['AwsAccountId', { AwsAccountId: text(member) }, []],
    ['Region', { Region: text('eu-west-1') }, []],
  ])('filters by %s', async (_, Filters, expected) => {
    const sandbox = sandboxOf();
    await importInto(
      sandbox,
      findingOf({ Id: 'c', GeneratorId: 'somebody/else' }),
      findingOf({ Id: 'a', GeneratorId: 'auditor/x' }),
      findingOf({ Id: 'b', GeneratorId: 'auditor/y', RecordState: 'ARCHIVED' }),
    );
    expect(await idsOf(hubOf(sandbox), { Filters })).toEqual(expected);
  });

  it.each<[string, GetFindingsCommandInput]>([
    ['a filter it does not know', { Filters: { Title: text('x') } }],
    ['a comparison it does not know', { Filters: { Id: [{ Value: 'x', Comparison: 'NOT_EQUALS' }] } }],
    ['21 values', { Filters: { Id: numbered(21).flatMap(({ Id = '' }) => text(Id)) } }],
    ['a sort order', { SortCriteria: [{ Field: 'Id' }] }],
    ['101 a page', { MaxResults: 101 }],
    ['a made-up token', { NextToken: 'x' }],
  ])('refuses %s', async (_, input) => {
    const sandbox = sandboxOf();
    await importInto(sandbox, findingOf());
    await expect(idsOf(hubOf(sandbox), input)).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('pages', async () => {
    const sandbox = sandboxOf();
    await importInto(sandbox, ...numbered(100));
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await hubOf(sandbox).send(new GetFindingsCommand({ MaxResults: 33, NextToken }));
      seen.push(...(page.Findings ?? []).map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(seen).toEqual(numbered(100).map(({ Id }) => Id));
  });

  it('shows the hub its members’ findings of the Region, and a member only its own', async () => {
    const sandbox = sandboxOf();
    await importInto(sandbox, findingOf({ Id: 'hub' }));
    await importAs(sandbox, member, findingOf({ Id: 'member', AwsAccountId: member }));
    const asMember = clientsOf(sandbox, 'us-west-2', await assume(sandbox, member)).securityhub;
    expect(await idsOf(hubOf(sandbox), {})).toEqual(['hub', 'member']);
    expect(await idsOf(asMember, {})).toEqual(['member']);
    expect(await idsOf(clientsOf(sandbox, 'ap-northeast-1').securityhub, {})).toEqual([]);
    expect(sandbox.findings(memberOregon).map(({ Id }) => Id)).toEqual(['member']);
  });

  it('keeps findings of one Id in two accounts apart', async () => {
    const sandbox = sandboxOf();
    await importInto(sandbox, findingOf());
    await importAs(sandbox, member, findingOf({ AwsAccountId: member }));
    expect(sandbox.findings()).toHaveLength(2);
  });
});

describe('where Security Hub is off', () => {
  it('every call is refused', async () => {
    const sandbox = sandboxOf([memberOregon]);
    const off = { name: 'InvalidAccessException', $metadata: { httpStatusCode: 401 } };
    const { securityhub } = clientsOf(sandbox, 'us-west-2', await assume(sandbox, member));
    await expect(securityhub.send(new GetFindingsCommand({}))).rejects.toMatchObject(off);
    await expect(importAs(sandbox, member, findingOf({ AwsAccountId: member }))).rejects.toMatchObject(off);
    expect(await importInto(sandbox, findingOf())).toMatchObject({ SuccessCount: 1 });
  });
});

it('refuses an operation it does not serve', async () => {
  await expect(hubOf(sandboxOf()).send(new DescribeHubCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});
