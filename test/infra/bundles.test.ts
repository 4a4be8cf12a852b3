import { fork } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { demoConfigFile, organizationDir } from '#cli/commands/demo.ts';
import { type Invocation, invoke } from '#cli/demo/invoke.ts';
import type { ScanResult } from '#model/result.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';
import { insights } from '../../infra/insight-filters.ts';
import { type Bundle, buildBundles } from '../../scripts/build-bundles.ts';
import { inlineKeys } from '../../scripts/trim-schemas.ts';

const runtime = fileURLToPath(new URL('../../src/cli/demo/lambda-runtime.ts', import.meta.url));

let dir: string;
let bundles: Bundle[];
let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serveSandbox>>;
beforeAll(async () => {
  dir = await snapshotDir();
  bundles = await buildBundles(dir);
  const parameters = new Map([['/configuration', await readFile(demoConfigFile, 'utf8')]]);
  sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir), parameters });
  server = await serveSandbox(sandbox);
}, 120_000);
afterAll(() => server.close());

/** What the stack gives a function, and Lambda besides. */
const environment = (name: string): NodeJS.ProcessEnv => ({
  _HANDLER: join(dir, name, 'index.mjs'),
  AWS_ENDPOINT_URL: server.url,
  AWS_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_LAMBDA_FUNCTION_NAME: `vpc-path-auditor-${name}`,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '2048',
  POWERTOOLS_TRACE_ENABLED: 'false',
  VPC_PATH_AUDITOR_ROLE_NAME: 'vpc-path-auditor-read',
  VPC_PATH_AUDITOR_STORE: 's3://inventories',
  VPC_PATH_AUDITOR_CONFIG_PARAMETER: '/configuration',
});

/** Less the lines of the bundle itself, which Node shows. */
const told = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line.length < 2000)
    .join('\n');

/** One invocation of a bundle in a process of its own, with nothing but Node and the sandbox. */
const invokeBundle = <T>(name: string, event: object, more: NodeJS.ProcessEnv = {}): Promise<Invocation<T>> =>
  new Promise((resolve, reject) => {
    const child = fork(runtime, {
      env: { ...environment(name), ...more },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    let reply: { value: T } | null = null;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('message', (value: T) => {
      reply = { value };
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (reply === null) reject(new Error(`${name} ended with ${code}:\n${told(output)}`));
      else resolve({ reply: reply.value, log: output.split('\n').filter((line) => line !== '') });
    });
    child.send(event);
  });

const numberIn = (log: readonly string[], metric: string): unknown =>
  log
    .filter((line) => line.includes('"_aws"') && line.includes(`"${metric}"`))
    .map((line) => JSON.parse(line)[metric])[0];

/** Without what differs from run to run. */
const timeless = (result: ScanResult): ScanResult => ({ ...result, startedAt: '', finishedAt: '' });

/** At most so many bytes a bundle: 1.2 MB, as Lambda counts. */
const maximumBytes = 1.2 * 1024 * 1024;

describe('the bundles', () => {
  it('are small', () => {
    expect(bundles.map(({ name }) => name)).toEqual(['audit', 'orchestrate', 'worker']);
    expect(bundles.filter(({ bytes }) => bytes === 0 || bytes > maximumBytes)).toEqual([]);
  });

  it('hold only what is imported: the orchestrator asks EC2 nothing', () => {
    const packages = bundles.find(({ name }) => name === 'orchestrate')?.packages ?? [];
    expect(packages.map(([name]) => name)).not.toContain('@aws-sdk/client-ec2');
  });

  it.each(['audit', 'orchestrate', 'worker'])('%s is one file, its source map elsewhere', async (name) => {
    expect(await readdir(join(dir, name))).toEqual(['index.mjs']);
    expect(await readdir(join(dir, 'source-maps', name))).toEqual(['index.mjs.map']);
    expect(await readFile(join(dir, name, 'index.mjs'), 'utf8')).not.toContain('sourceMappingURL');
  });

  it('orchestrate loads, and refuses what is no durable execution', () =>
    expect(invokeBundle('orchestrate', {})).rejects.toThrow(/durable/i));
});

describe('the audit’s bundle', () => {
  it('answers as the sources do, with the configuration of the parameter', { timeout: 120_000 }, async () => {
    const dryRun = { publish: false };
    const [bundled, source] = await Promise.all([
      invokeBundle<ScanResult>('audit', dryRun),
      invoke<ScanResult>(dryRun, server.url),
    ]);
    expect(timeless(bundled.reply)).toEqual(timeless(source.reply));
    expect(bundled.reply.paths.length).toBeGreaterThan(5);
    expect(numberIn(bundled.log, 'ScopesComplete')).toBe(bundled.reply.summary.scopes.byStatus.complete);
  });
});

it('a parameter that is not there is told, though the bundle does not know SSM’s errors', () => {
  const missing = { VPC_PATH_AUDITOR_CONFIG_PARAMETER: '/gone' };
  return expect(invokeBundle('audit', {}, missing)).rejects.toThrow('SSM parameter /gone: cannot be read (');
});

const fieldsOf = (finding: AwsSecurityFinding) => ({
  generatorId: finding.GeneratorId,
  title: finding.Title,
  complianceStatus: finding.Compliance?.Status,
  recordState: finding.RecordState,
  workflowStatus: finding.Workflow?.Status,
});

describe('the worker’s bundle', () => {
  it('does the stages of a run that publishes nothing, through the store', { timeout: 120_000 }, async () => {
    const { reply: plan } = await invokeBundle<{ runId: string; batches: number }>('worker', {
      stage: 'plan',
      publish: false,
    });
    const { runId } = plan;
    for (let batch = 0; batch < plan.batches; batch += 1) {
      const collected = await invokeBundle('worker', { stage: 'collect', runId, batch });
      expect(collected.reply).toEqual({ unread: 0 });
    }
    await invokeBundle('worker', { stage: 'analyse', runId, failures: [] });
    const { reply, log } = await invokeBundle('worker', { stage: 'finish', runId, failures: [] });
    expect(reply).toMatchObject({ runId, complete: true, publish: null });
    expect(numberIn(log, 'ScopesFailed')).toBe(0);
    expect([...sandbox.objects().keys()]).toContain(`inventories/runs/${runId}/result.json`);
  });
});

describe('a night of the audit’s bundle', () => {
  beforeAll(async () => {
    await invokeBundle('audit', {});
  }, 120_000);

  it.each(insights.filter(({ id }) => id !== 'CoverageGaps'))(
    'leaves findings that the insight $id sees, and others',
    ({ filters }) => {
      const sees = (finding: AwsSecurityFinding): boolean => {
        const fields = fieldsOf(finding);
        return Object.entries(filters).every(([name, accepted]) => {
          const value = fields[name as keyof typeof fields] ?? '';
          return accepted.some((one) =>
            one.comparison === 'PREFIX' ? value.startsWith(one.value) : value === one.value,
          );
        });
      };
      const seen = sandbox.findings().filter(sees);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.length).toBeLessThan(sandbox.findings().length);
    },
  );
});

describe('the keys of the SDK’s schemas', () => {
  it.each<[what: string, source: string, inlined: string]>([
    ['a key', 'const _a = "A";\nx({ [_a]: 1, [_a]: _a });', 'const _a = "A";\nx({ "A": 1, "A": _a });'],
    ['no other name', 'const _a = "A";\nx({ [_b]: 1 });', 'const _a = "A";\nx({ [_b]: 1 });'],
    ['no list', 'const _a = "A";\nx = [_a]; y = [[_a], _a];', 'const _a = "A";\nx = [_a]; y = [[_a], _a];'],
    ['no choice', 'const _a = "A";\nx ? [_a]: 1;', 'const _a = "A";\nx ? [_a]: 1;'],
  ])('are put in: %s', (_, source, inlined) => expect(inlineKeys(source)).toBe(inlined));
});
