import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#model/finding.ts';
import type { Scope } from '#model/scope.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { reconcile } from '#securityhub/reconcile.ts';
import type { HeldFinding } from '#securityhub/types.ts';
import { aFinding } from '#test/builders/findings.ts';

const region = 'us-west-2';
const hub: Scope = { accountId: '111122223333', region };
const member: Scope = { accountId: '444455556666', region };
const night = (day: number): string => `2026-11-${day}T03:00:00.000Z`;

const anOrganization = (securityHubOff: Scope[] = []): Sandbox =>
  createSandbox({
    securityHubOff,
    snapshot: {
      organization: {
        schemaVersion: 1,
        Accounts: [hub, member].map(({ accountId }) => ({ Id: accountId, State: 'ACTIVE' })),
      },
      inventories: [hub, member].map((scope) => ({ scope, inventory: {} })),
    },
  });

const ownKeys = { accessKeyId: 'testing', secretAccessKey: 'testing' };

const keysOf = async ({ requestHandler }: Sandbox, { accountId }: Scope) => {
  if (accountId === hub.accountId) return ownKeys;
  const sts = new STSClient({ region, requestHandler, credentials: ownKeys });
  const RoleArn = `arn:aws:iam::${accountId}:role/auditor`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
};

const clientOf = async (sandbox: Sandbox, scope: Scope) => {
  const { requestHandler } = sandbox;
  const credentials = await keysOf(sandbox, scope);
  const client = new SecurityHubClient({ region, requestHandler, credentials });
  return createFindingsClient(client, { ...scope, partition: 'aws' });
};
type Client = Awaited<ReturnType<typeof clientOf>>;

const findingsOf = (scope: Scope, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) =>
    aFinding({ ...scope, subject: { type: 'AwsEc2Vpc', id: `vpc-${index}`, arn: null } }),
  );

const heldBy = async (client: Client): Promise<HeldFinding[]> => {
  const outcome = await client.held();
  if (!outcome.ok) throw new Error(outcome.failure.message ?? outcome.failure.cause);
  return outcome.value;
};

/** One night: read, reconcile, import. */
const publish = async (client: Client, wanted: Finding[], observedAt: string) => {
  const { create, update, refresh, archive, kept } = reconcile({
    held: await heldBy(client),
    wanted,
    isAboutReading: () => false,
    readsOf: () => ['DescribeVpcEndpoints'],
    isComplete: () => true,
    presenceOf: () => 'listed',
    isLost: () => false,
    placeOf: (owner) => owner,
    firstSeenBefore: new Map(),
    observedAt,
    refreshAfterDays: 60,
    partition: 'aws',
  });
  const report = await client.importFindings([...create, ...update, ...refresh, ...archive]);
  expect(report.failed).toEqual([]);
  return [create, update, refresh, archive, kept].map((list) => list.length);
};

describe('against the sandbox', () => {
  it('creates, keeps, updates, archives and brings back', async () => {
    const sandbox = anOrganization();
    const client = await clientOf(sandbox, member);
    const all = findingsOf(member, 250);
    const [first, ...rest] = all as [Finding, ...Finding[]];
    const changed: Finding = { ...first, status: 'failed' };

    expect(await publish(client, all, night(10))).toEqual([250, 0, 0, 0, 0]);
    expect(await publish(client, all, night(11))).toEqual([0, 0, 0, 0, 250]);
    expect(await publish(client, [changed, ...rest], night(12))).toEqual([0, 1, 0, 0, 249]);
    expect(await publish(client, rest, night(13))).toEqual([0, 0, 0, 1, 249]);
    expect(await publish(client, rest, night(14))).toEqual([0, 0, 0, 0, 249]);

    const stateOf = async () => (await heldBy(client)).find(({ id }) => id === first.id);
    expect(await stateOf()).toMatchObject({
      recordState: 'ARCHIVED',
      createdAt: night(10),
      updatedAt: night(13),
    });
    expect(await publish(client, all, night(15))).toEqual([0, 1, 0, 0, 249]);
    expect(await stateOf()).toMatchObject({
      recordState: 'ACTIVE',
      createdAt: night(10),
      updatedAt: night(15),
    });
  });

  it('reads back what reconciling rests on', async () => {
    const client = await clientOf(anOrganization(), member);
    const [wanted] = findingsOf(member, 1) as [Finding];
    await publish(client, [wanted], night(10));
    const [held] = await heldBy(client);
    expect(new Set(held?.dependsOn?.parts)).toEqual(new Set(wanted.dependsOn.parts));
    expect(held).toMatchObject({ ...member, id: wanted.id, rule: wanted.rule });
  });

  it("leaves members' findings to their own accounts", async () => {
    const sandbox = anOrganization();
    const [administrator, account] = [await clientOf(sandbox, hub), await clientOf(sandbox, member)];
    await publish(account, findingsOf(member, 3), night(10));
    expect(await publish(administrator, findingsOf(hub, 2), night(10))).toEqual([2, 0, 0, 0, 0]);
    expect(await publish(administrator, [], night(11))).toEqual([0, 0, 0, 2, 0]);
    expect(sandbox.findings(member).map(({ RecordState }) => RecordState)).toEqual([
      'ACTIVE',
      'ACTIVE',
      'ACTIVE',
    ]);
  });

  it('says so where Security Hub is off', async () => {
    const client = await clientOf(anOrganization([member]), member);
    expect(await client.held()).toMatchObject({ ok: false, failure: { cause: 'not-enabled' } });
  });
});
