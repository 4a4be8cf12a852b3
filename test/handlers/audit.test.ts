import { readFile } from 'node:fs/promises';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { invoke } from '#cli/demo/invoke.ts';
import type { ExplanationReply, Reply } from '#handlers/reply.ts';
import { explanationSchema } from '#model/explanation.ts';
import { scanResultSchema } from '#model/result.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';

/* The real handler in a process of its own, as Lambda runs it, on every event of events/. */

const snapshot = await readSnapshot(organizationDir);
let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serveSandbox>> | undefined;
beforeEach(async () => {
  await server?.close();
  sandbox = createSandbox({ snapshot });
  server = await serveSandbox(sandbox);
});
afterAll(() => server?.close());

const send = async <T>(event: object) => invoke<T>(event, server?.url ?? '');
const sample = async (name: string): Promise<object> =>
  JSON.parse(await readFile(new URL(`../../events/${name}.json`, import.meta.url), 'utf8'));

type Emf = { _aws: { CloudWatchMetrics: { Namespace: string }[] } } & Record<string, unknown>;
const metricsOf = (log: readonly string[]): Emf[] =>
  log
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((line) => '_aws' in line);

it('nightly: scans the organization, publishes, and tells its numbers as metrics and structured logs', async () => {
  const { reply, log } = await send<Reply>(await sample('nightly'));
  const { truncated, runId, ...result } = reply;
  expect([truncated, runId]).toEqual([false, null]);
  expect(scanResultSchema.parse(result).coverage).toMatchObject({ complete: true });
  expect(sandbox.findings()).toHaveLength(reply.publish?.created ?? -1);

  const metrics = metricsOf(log);
  const byClass = Object.fromEntries(
    metrics.filter((line) => 'class' in line).map((line) => [line['class'], line['Paths']]),
  );
  expect(byClass).toEqual(reply.summary.paths.byClass);
  const calls = Object.values(sandbox.calls()).reduce((sum, count) => sum + count, 0);
  expect(metrics.find((line) => 'ApiCalls' in line)).toMatchObject({
    ScopesComplete: 9,
    ScopesFailed: 0,
    FindingsCreated: reply.publish?.created,
    FindingsUpdated: 0,
    FindingsArchived: 0,
    FindingsKept: 0,
    // One more line is logged after the metric: nothing is called between.
    ApiCalls: calls,
  });
  expect(metrics.every(({ _aws }) => _aws.CloudWatchMetrics[0]?.Namespace === 'VpcPathAuditor')).toBe(true);
  expect(
    log.some((line) => line.includes('"message":"audited"') && line.includes('"service":"vpc-path-auditor"')),
  ).toBe(true);
});

it('dry run: everything is judged, nothing is sent to Security Hub', async () => {
  const { reply } = await send<Reply>(await sample('dry-run'));
  expect(reply.publish).toBeNull();
  expect(reply.findings.length).toBeGreaterThan(0);
  expect(Object.keys(sandbox.calls()).filter((action) => action.startsWith('securityhub:'))).toEqual([]);
});

it('on demand: only the accounts and Regions that were asked for', async () => {
  const { reply } = await send<Reply>(await sample('on-demand'));
  expect(reply.coverage.scopes.map(({ accountId, region }) => `${accountId}/${region}`)).toEqual([
    '111111111111/ap-northeast-1',
    '111111111111/us-west-2',
    '222222222222/ap-northeast-1',
    '222222222222/us-west-2',
  ]);
});

it('explain: the paths that exist, and that AWS does not offer Bedrock across Regions', async () => {
  const tokyo = (await send<Reply>({ publish: false })).reply.paths.find(
    (path) => path.class === 'peering-routed-bedrock' && path.consumer.region === 'ap-northeast-1',
  );
  const { reply } = await send<ExplanationReply>({
    ...(await sample('explain')),
    vpc: tokyo?.consumer.vpcId,
  });
  const { truncated, ...explanation } = reply;
  expect(truncated).toBe(false);
  const { options, answer } = explanationSchema.parse(explanation);
  expect(answer).toBe('yes');
  expect(options.map((option) => [option.kind, option.answer])).toEqual([
    ['existing-path', 'yes'],
    ['cross-region-endpoint', 'no'],
    ['same-region-endpoint', 'unknown'],
  ]);
  expect(options[0]?.path?.id).toBe(tokyo?.id);
});

it.each([
  [{ publish: 'no' }, /BadEvent.*publish: /],
  [{ roleName: 'Admin' }, /BadEvent.*unknown key "roleName"/],
  [{ accounts: ['999999999999'] }, /InputError.*account not in scope: 999999999999/],
  [
    { action: 'explain', vpc: 'vpc-03f720224cfacb1eb', service: 's3', serviceRegion: 'us-west-2' },
    /InputError.*vpc-03f720224cfacb1eb was not found .*nearest: vpc-03f720224cfacb1ea \(tokyo-ecs, /,
  ],
  [
    { action: 'explain', vpc: 'vpc-03f720224cfacb1ea', service: 'bedrok', serviceRegion: 'us-west-2' },
    /InputError.*none is called bedrok; nearest: bedrock/,
  ],
])('refuses %j, naming the field', async (event, message) => {
  await expect(send(event)).rejects.toThrow(message);
});

it('writes no credential to its log', async () => {
  const { log } = await send<Reply>({});
  expect(log.join('\n')).not.toMatch(/SecretAccessKey|SessionToken|AWS_SECRET|ASIA[A-Z0-9]{12}/);
});
