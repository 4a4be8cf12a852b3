import { execFile, fork } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSnapshot, readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { demoConfigFile, organizationDir } from '#cli/commands/demo.ts';
import { type Invocation, invoke } from '#cli/demo/invoke.ts';
import type { RunSummary } from '#handlers/run-summary.ts';
import type { ScanResult } from '#model/result.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';
import { type Bundle, buildBundles, bundleNames } from '../../scripts/build-bundles.ts';
import { inlineKeys, keepMembers } from '../../scripts/trim-schemas.ts';

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
const timeless = (result: ScanResult) => ({ ...result, startedAt: '', finishedAt: '', runId: null });

/** Modules of Node's own that a bundle has loaded once it has begun. */
const loadedBy = async (name: string): Promise<string[]> => {
  const url = pathToFileURL(join(dir, name, 'index.mjs')).href;
  const tell = `await import('${url}'); console.log(JSON.stringify(process.moduleLoadList));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', tell]);
  return JSON.parse(stdout);
};

/** At most so many bytes a bundle, with all that it loads only once it needs it. */
const maximumBytes = 1_200_000;

describe('the bundles', () => {
  it('are small', () => {
    expect(bundles.map(({ name }) => name)).toEqual(['audit', 'orchestrate', 'worker']);
    expect(bundles.filter(({ bytes }) => bytes === 0 || bytes > maximumBytes)).toEqual([]);
  });

  it('hold only what is imported: the orchestrator asks EC2 nothing', () => {
    const packages = bundles.find(({ name }) => name === 'orchestrate')?.packages ?? [];
    expect(packages.map(([name]) => name)).not.toContain('@aws-sdk/client-ec2');
  });

  it.each(bundleNames)('%s: all its files count, and their source maps are elsewhere', async (name) => {
    const files = await readdir(join(dir, name));
    const codes = await Promise.all(files.map((file) => readFile(join(dir, name, file), 'utf8')));
    const bytes = codes.reduce((total, code) => total + Buffer.byteLength(code), 0);
    expect(bytes).toBe(bundles.find((bundle) => bundle.name === name)?.bytes);
    expect(files).toContain('index.mjs');
    expect(files.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    expect(codes.filter((code) => code.includes('sourceMappingURL'))).toEqual([]);
    const maps = await readdir(join(dir, 'source-maps', name));
    expect(maps.toSorted()).toEqual(files.map((file) => `${file}.map`).toSorted());
  });

  it('leave nothing of an earlier build', async () => {
    const other = await snapshotDir({ 'worker/chunk-old.mjs': '' });
    await buildBundles(other);
    expect(await readdir(join(other, 'worker'))).not.toContain('chunk-old.mjs');
  }, 60_000);

  it('begin without undici, of which they use nothing', async () => {
    const loaded = await loadedBy('audit');
    expect(loaded).toContain('NativeModule https');
    expect(loaded.filter((name) => name.includes('undici'))).toEqual([]);
  });

  it('begin without HTTPS for a tracer that captures no request', async () => {
    const loaded = await loadedBy('orchestrate');
    expect(loaded).toContain('NativeModule crypto');
    expect(loaded).not.toContain('NativeModule https');
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

const work = async <Reply>(stage: string, event: object): Promise<Reply> =>
  (await invokeBundle<Reply>('worker', { stage, ...event })).reply;

describe('the worker’s bundle', () => {
  it('does every stage of a run, through the store', { timeout: 180_000 }, async () => {
    const plan = await work<{ runId: string; batches: number }>('plan', {});
    const { runId } = plan;
    for (let batch = 0; batch < plan.batches; batch += 1) {
      expect(await work('collect', { runId, batch })).toEqual({ unread: 0 });
    }
    const { batches } = await work<{ batches: number }>('analyse', { runId, failures: [] });
    expect(await work<{ places: number }>('search', { runId })).toHaveProperty('places');
    for (let batch = 0; batch < batches; batch += 1) {
      expect(await work('publish', { runId, batch })).toEqual({ unread: 0 });
    }
    expect(await work('clear', { runId })).toEqual({ archived: 0 });
    const { reply, log } = await invokeBundle<RunSummary>('worker', { stage: 'finish', runId, failures: [] });
    const findings = sandbox.findings().length;
    expect(reply).toMatchObject({ runId, complete: true, publish: { created: findings, failed: 0 } });
    expect([batches, findings].filter((count) => count === 0)).toEqual([]);
    expect(numberIn(log, 'ScopesFailed')).toBe(0);
    expect([...sandbox.objects().keys()]).toContain(`inventories/runs/${runId}/result.json`);
  });
});

/** A finding but for when. */
const untimed = (finding: AwsSecurityFinding): object => ({
  ...finding,
  CreatedAt: '',
  UpdatedAt: '',
  FirstObservedAt: '',
  ProcessedAt: '',
});

/** What is held after two nights, between which one Region lost its endpoints and peerings. */
const heldAfterNights = async (night: (url: string) => Promise<unknown>): Promise<object[]> => {
  const snapshot = await readSnapshot(organizationDir);
  const parameters = new Map([['/configuration', await readFile(demoConfigFile, 'utf8')]]);
  const held = createSandbox({ snapshot, parameters });
  const serving = await serveSandbox(held);
  await night(serving.url);
  const { read } = await openSnapshot(organizationDir);
  const [first] = held.findings();
  const scope = { accountId: first?.AwsAccountId ?? '', region: first?.Region ?? '' };
  held.replaceInventory(scope, { ...(await read(scope)), VpcEndpoints: [], VpcPeeringConnections: [] });
  await night(serving.url);
  await serving.close();
  return held.findings().map(untimed);
};

it('publishes and archives what the sources do, member by member', async () => {
  const [ofBundle, ofSources] = await Promise.all([
    heldAfterNights((url) => invokeBundle('audit', {}, { AWS_ENDPOINT_URL: url })),
    heldAfterNights((url) => invoke<ScanResult>({}, url)),
  ]);
  expect(ofBundle).toEqual(ofSources);
  expect(JSON.stringify(ofBundle)).toMatch(/"ARCHIVED".*"ACTIVE"|"ACTIVE".*"ARCHIVED"/);
}, 180_000);

describe('the keys of the SDK’s schemas', () => {
  it.each<[what: string, source: string, inlined: string]>([
    ['a key', 'const _a = "A";\nx({ [_a]: 1, [_a]: _a });', 'const _a = "A";\nx({ "A": 1, "A": _a });'],
    ['no other name', 'const _a = "A";\nx({ [_b]: 1 });', 'const _a = "A";\nx({ [_b]: 1 });'],
    ['no list', 'const _a = "A";\nx = [_a]; y = [[_a], _a];', 'const _a = "A";\nx = [_a]; y = [[_a], _a];'],
    ['no choice', 'const _a = "A";\nx ? [_a]: 1;', 'const _a = "A";\nx ? [_a]: 1;'],
  ])('are put in: %s', (_, source, inlined) => expect(inlineKeys(source)).toBe(inlined));
});

describe('the members of a structure', () => {
  const source = [
    'const _O = "Other";',
    'const _V = "Vpc";',
    'export var Details$ = [3, n0, _D,\n    0,\n    [_V, _O],\n    [() => Vpc$, 128 | 0]\n];',
  ].join('\n');

  it('are those that are kept', () =>
    expect(keepMembers(source, 'Details', new Set(['Other']))).toContain('[_O],\n    [128 | 0]'));

  it.each<[what: string, structure: string, kept: string[]]>([
    ['there is no such member', 'Details', ['Other', 'Subnet']],
    ['there is no such structure', 'Detail', ['Other']],
  ])('no bundle is made when %s', (_, structure, kept) =>
    expect(() => keepMembers(source, structure, new Set(kept))).toThrow(structure),
  );
});
