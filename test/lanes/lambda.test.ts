import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIdPattern } from '#app/stages/run-id.ts';
import type { ExplanationReply, Reply } from '#handlers/reply.ts';
import { explanationSchema } from '#model/explanation.ts';
import { scanResultSchema } from '#model/result.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';
import type { Execution } from './lambda/durable-executions.ts';
import { findObstacle, type Invoked, type LambdaFunction } from './lambda/lambda-function.ts';
import { type Lane, openLane } from './lambda/lane.ts';
import { linesOf } from './lambda/lines.ts';

/*
 * The bundles as Lambda runs them: AWS's own runtime interface client on this Node, the environment that the stack's
 * template gives each function, Lambda's Runtime API and its durable executions on loopback, AWS in a sandbox.
 *
 * The client is not among this repository's packages, since its native part takes minutes to build:
 *
 *   npm ci --prefix test/lanes/lambda/runtime-client   (needs cmake, g++, make, autoconf, automake, libtool, python3)
 *
 * Without it the lane is skipped, saying so.
 */

const obstacle = findObstacle();
if (obstacle !== null) console.log(`lambda lane: skipped, ${obstacle}`);

const eventsDir = new URL('../../events/', import.meta.url);
const events: Record<string, object> = Object.fromEntries(
  await Promise.all(
    (await readdir(eventsDir)).map(async (name) => [
      name.replace('.json', ''),
      JSON.parse(await readFile(new URL(name, eventsDir), 'utf8')),
    ]),
  ),
);

/** The VPC of the sandbox's organization that `events/explain.json` is asked about here. */
const tokyoVpc = 'vpc-03f720224cfacb1ea';

const payloadOf = ({ outcome }: Invoked): unknown => {
  if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome).slice(0, 2000));
  return outcome.payload;
};
const replyOf = (invoked: Invoked): Reply => payloadOf(invoked) as Reply;

const errorOf = ({ outcome }: Invoked): string => {
  if (outcome.kind !== 'error') throw new Error(`no error, but: ${JSON.stringify(outcome).slice(0, 2000)}`);
  return `${outcome.error.errorType}: ${outcome.error.errorMessage}`;
};

/** What an operator could not make out of an invocation's lines: nothing, at best. */
const unreadable = (invoked: Invoked): unknown[] => {
  const { logs, others } = linesOf(invoked);
  const strange = logs.filter(
    (line) => line['function_request_id'] !== invoked.requestId || typeof line['message'] !== 'string',
  );
  return [...strange, ...others];
};

describe.skipIf(obstacle !== null)('in Lambda', { timeout: 120_000 }, () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await openLane();
  }, 180_000);
  afterAll(async () => {
    await lane.close();
    console.log(`lambda lane: ${Object.keys(events).length} events, ${lane.invocations()} invocations`);
  });

  it('has a test for every sample event', () =>
    expect(Object.keys(events).sort()).toEqual(['dry-run', 'explain', 'nightly', 'on-demand']));

  describe('audit', () => {
    let audit: LambdaFunction;
    const all: Invoked[] = [];
    beforeAll(async () => {
      audit = await lane.start('audit');
    });
    const send = async (event: unknown, timeoutMs?: number): Promise<Invoked> => {
      const invoked = await audit.invoke(event, timeoutMs);
      all.push(invoked);
      return invoked;
    };

    it('nightly: audits, publishes, tells its numbers as metrics, and keeps the run', async () => {
      const invoked = await send(events['nightly']);
      const { truncated, runId, ...result } = replyOf(invoked);
      expect([truncated, runId]).toEqual([false, expect.stringMatching(runIdPattern)]);
      expect(scanResultSchema.parse(result).coverage.complete).toBe(true);
      expect(lane.sandbox.findings()).toHaveLength(result.publish?.created ?? -1);
      const { metrics, logs } = linesOf(invoked);
      expect(metrics.find((line) => 'ScopesComplete' in line)).toMatchObject({
        _aws: { CloudWatchMetrics: [{ Namespace: 'VpcPathAuditor' }] },
        service: 'vpc-path-auditor',
        ScopesComplete: result.coverage.scopes.length,
        ScopesFailed: 0,
        FindingsCreated: result.publish?.created,
      });
      expect(logs.map((line) => line['message'])).toEqual(['planned', 'audited']);
      expect(logs[0]).toMatchObject({ cold_start: true, function_name: 'vpc-path-auditor-audit' });
    });

    it('dry run: judges everything and publishes nothing, in the same process', async () => {
      lane.sandbox.resetCalls();
      const invoked = await send(events['dry-run']);
      expect(replyOf(invoked)).toMatchObject({ publish: null, coverage: { complete: true } });
      expect(Object.keys(lane.sandbox.calls()).filter((one) => one.startsWith('securityhub'))).toEqual([]);
      expect(linesOf(invoked).logs[0]).toMatchObject({ cold_start: false });
    });

    it('on demand: the accounts and Regions that are asked for', async () => {
      const { coverage } = replyOf(await send(events['on-demand']));
      expect(coverage.scopes.map(({ accountId, region }) => `${accountId}/${region}`)).toEqual([
        '111111111111/ap-northeast-1',
        '111111111111/us-west-2',
        '222222222222/ap-northeast-1',
        '222222222222/us-west-2',
      ]);
    });

    it('explain: answers about a VPC that there is', async () => {
      const { truncated, ...reply } = payloadOf(
        await send({ ...events['explain'], vpc: tokyoVpc }),
      ) as ExplanationReply;
      expect([truncated, explanationSchema.parse(reply).answer]).toEqual([false, 'yes']);
    });

    it.each<[what: string, event: unknown, error: RegExp]>([
      ['a question about no VPC', events['explain'], /^InputError: .*vpc-0a1b2c3d4e5f60718 was not found/],
      ['a bad value', { publish: 'no' }, /^BadEvent: .*publish: /],
      ['no event at all', 'nightly', /^BadEvent: /],
      ['nothing', null, /^BadEvent: /],
    ])('%s is an error that names it, and the process goes on', async (_, event, error) => {
      const invoked = await audit.invoke(event);
      expect(errorOf(invoked)).toMatch(error);
      const { logs, others } = linesOf(invoked);
      expect(others).toEqual([]);
      // The runtime's own line of an error that was thrown.
      expect(logs.filter(({ level }) => level === 'ERROR')).toContainEqual(
        expect.objectContaining({ requestId: invoked.requestId, message: expect.anything() }),
      );
      expect(replyOf(await send(events['dry-run'])).coverage.complete).toBe(true);
    });

    it('every line that was written is JSON and tells its request', () => {
      expect(all.length).toBeGreaterThan(4);
      expect(all.flatMap(unreadable)).toEqual([]);
    });

    it('every invocation is told to X-Ray', () => {
      const traces = Map.groupBy(lane.daemon.segments(), ({ trace_id }) => trace_id);
      const untold = all.filter(({ traceId }) => {
        const segments = traces.get(/Root=([^;]+)/.exec(traceId)?.[1] ?? '') ?? [];
        return !segments.some(({ name }) => name === '## index.handler');
      });
      expect(untold).toEqual([]);
    });

    it('writes no secret', () =>
      expect(all.flatMap(({ lines }) => lines).join('\n')).not.toMatch(
        /a-secret-of-the-lane|a-token-of-the-lane|SecretAccessKey|ASIA[A-Z0-9]{12}/,
      ));
  });

  describe('orchestrate, and the workers that it invokes', () => {
    let orchestrate: LambdaFunction;
    let worker: LambdaFunction;
    const ofWorker: Invoked[] = [];
    beforeAll(async () => {
      [orchestrate, worker] = await Promise.all([lane.start('orchestrate'), lane.start('worker')]);
    });

    const run = (event: unknown): Promise<Execution> =>
      lane.durable.run(event, {
        durable: (input) => orchestrate.invoke(input),
        invoke: async (functionName, payload) => {
          expect(functionName).toBe(lane.deployed('worker').arn);
          const invoked = await worker.invoke(payload);
          ofWorker.push(invoked);
          return invoked;
        },
      });

    it.each<[name: string, stages: string[], summary: object]>([
      [
        'nightly',
        ['plan', 'collect', 'analyse', 'search', 'publish', 'clear', 'finish'],
        { complete: true, publish: { failed: 0 } },
      ],
      ['dry-run', ['plan', 'collect', 'analyse', 'finish'], { complete: true, publish: null }],
      [
        'on-demand',
        ['plan', 'collect', 'analyse', 'search', 'publish', 'clear', 'finish'],
        { complete: true },
      ],
    ])('%s: from stage to stage, through checkpoints', async (name, stages, summary) => {
      const { output, invocations, names, requests } = await run(events[name]);
      expect(output).toMatchObject({ Status: 'SUCCEEDED' });
      expect(JSON.parse(output.Result ?? '')).toMatchObject(summary);
      expect(names.filter((one) => !/ \d+$/.test(one))).toEqual(stages);
      // What the event does not hold is read, and nothing is done again.
      expect(requests.state).toBeGreaterThan(0);
      expect(invocations.length).toBeGreaterThan(stages.length);
      expect(invocations.flatMap(unreadable)).toEqual([]);
      const { runId } = JSON.parse(output.Result ?? '');
      expect([...lane.sandbox.objects().keys()].join()).toContain(`/runs/${runId}/result.json`);
    });

    it('explain is none of its events: refused, naming the field', async () => {
      const { output, names } = await run(events['explain']);
      expect(output).toMatchObject({ Status: 'FAILED', Error: { ErrorMessage: /action: / } });
      expect(names).toEqual([]);
    });

    it('workers write JSON that tells their request, and the metrics of the run', () => {
      expect(ofWorker.flatMap(unreadable)).toEqual([]);
      const metrics = ofWorker.flatMap((invoked) => linesOf(invoked).metrics);
      expect(metrics.filter((line) => 'ScopesComplete' in line)).toHaveLength(3);
    });

    it('no durable execution: an error that says so', async () => {
      const plain = await lane.start('orchestrate');
      expect(errorOf(await plain.invoke({}))).toMatch(/durab/);
    });

    it.each<[what: string, event: unknown]>([
      ['an unknown stage', { stage: 'audit' }],
      ['no stage', {}],
    ])('the worker refuses %s', async (_, event) =>
      expect(errorOf(await worker.invoke(event))).toMatch(/^BadEvent: .*stage: /),
    );
  });

  describe('deployed wrongly', () => {
    it('a configuration that is not there: an error that names the parameter', async () => {
      const { environment } = lane.deployed('audit');
      const parameter = { VPC_PATH_AUDITOR_CONFIG_PARAMETER: '/not-there' };
      const audit = await lane.start('audit', {
        deployed: { environment: { ...environment, ...parameter } },
      });
      expect(errorOf(await audit.invoke({}))).toMatch(/^InputError: SSM parameter \/not-there: /);
    });

    it('a worker without a store: an error that names the setting', async () => {
      const environment = { ...lane.deployed('worker').environment, VPC_PATH_AUDITOR_STORE: '' };
      const worker = await lane.start('worker', { deployed: { environment } });
      expect(errorOf(await worker.invoke({ stage: 'plan' }))).toMatch(
        /^InputError: VPC_PATH_AUDITOR_STORE: /,
      );
    });

    it('an orchestrator that knows no worker: the execution fails, naming the setting', async () => {
      const orchestrate = await lane.start('orchestrate', { deployed: { environment: {} } });
      const { output } = await lane.durable.run(
        {},
        { durable: (input) => orchestrate.invoke(input), invoke: () => Promise.reject(new Error('nobody')) },
      );
      expect(output).toMatchObject({
        Status: 'FAILED',
        Error: { ErrorMessage: /^VPC_PATH_AUDITOR_WORKER: / },
      });
    });

    it('a handler that is not exported: no start, and why', async () => {
      const audit = await lane.start('audit', { deployed: { handler: 'index.nothing' } });
      // Lambda is told, and writes the line of it.
      expect((await audit.invoke({})).outcome).toMatchObject({
        kind: 'exit',
        initError: { errorType: 'Runtime.HandlerNotFound' },
      });
    });

    it('a bundle that is cut: no start, and why', async () => {
      const code = await readFile(join(lane.bundle('audit'), 'index.mjs'), 'utf8');
      const bundle = await snapshotDir();
      await writeFile(join(bundle, 'index.mjs'), code.slice(0, code.length / 2));
      const audit = await lane.start('audit', { bundle });
      expect((await audit.invoke({})).outcome).toMatchObject({
        kind: 'exit',
        initError: { errorType: 'Runtime.UserCodeSyntaxError' },
      });
    });
  });

  describe('out of time', () => {
    it('an audit ends before its deadline with what it has, and archives nothing', async () => {
      const held = lane.sandbox.findings();
      const audit = await lane.start('audit');
      lane.faults({
        seed: 0,
        rules: [{ fault: 'hang', operation: 'ec2:DescribeVpcEndpoints', account: '222222222222' }],
      });
      const invoked = await audit.invoke(events['nightly'], 20_000);
      lane.faults(null);
      const reply = replyOf(invoked);
      expect(reply.coverage.complete).toBe(false);
      expect(reply.publish).toMatchObject({ archived: 0 });
      expect(lane.sandbox.findings().length).toBeGreaterThanOrEqual(held.length);
    });

    it('a deadline that nothing can be done in: Lambda ends it, and another begins anew', async () => {
      const audit = await lane.start('audit');
      const ended = await audit.invoke(events['nightly'], 20);
      expect([ended.outcome, unreadable(ended)]).toEqual([{ kind: 'timeout' }, []]);
      const another = await lane.start('audit');
      expect(replyOf(await another.invoke(events['nightly'])).coverage.complete).toBe(true);
    });
  });
});
