import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

/*
 * What is published, as somebody has it who has nothing else: packed, installed into an empty folder without scripts and
 * without a network, and run by `npx` under each Node that it is for. Other Nodes than this one come from npm; where the
 * registry cannot be reached they are skipped, and the lane says so.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), 'package-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** Nothing of this repository's is on the path: npm, and the Node that is asked for. */
const environment = (nodeDir: string): NodeJS.ProcessEnv => ({
  PATH: [
    nodeDir,
    ...(process.env['PATH'] ?? '').split(delimiter).filter((part) => !part.includes('node_modules')),
  ].join(delimiter),
  HOME: scratch,
  NO_COLOR: '1',
  npm_config_offline: 'true',
  npm_config_ignore_scripts: 'true',
  npm_config_update_notifier: 'false',
});

const run = (
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): SpawnSyncReturns<string> =>
  spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 120_000, maxBuffer: 64_000_000 });

/** A folder with the `node` of that version in it, of the package that npm has for this platform; null if it cannot be had. */
const nodeFromNpm = async (version: string): Promise<string | null> => {
  const folder = join(scratch, `node-${version}`);
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{}');
  const name = `node-${process.platform}-${process.arch}`;
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`];
  run('npm', args, { cwd: folder, env: { ...process.env, npm_config_fetch_retries: '0' } });
  const bin = join(folder, 'node_modules', name, 'bin');
  return existsSync(join(bin, 'node')) ? bin : null;
};

const here = dirname(process.execPath);
const oldest = await nodeFromNpm('22.12.0');
const tooOld = await nodeFromNpm('20.19.5');
for (const [version, folder] of [
  ['22.12.0', oldest],
  ['20.19.5', tooOld],
]) {
  if (folder === null)
    console.log(`package lane: Node ${version} cannot be had from npm here, and is left out`);
}

const packed = run(process.execPath, [join(root, 'scripts/package.ts'), scratch], {
  cwd: root,
  env: process.env,
});
const tarball = packed.stdout.trim();
const folder = join(scratch, 'empty');
await mkdir(folder);
const installed = run('npm', ['install', '--no-save', tarball], { cwd: folder, env: environment(here) });
const inside = join(folder, 'node_modules', manifest.name);

let ran = 0;
afterAll(() => console.log(`package lane: ran ${ran} commands`));

const npx = (nodeDir: string, args: readonly string[]): SpawnSyncReturns<string> => {
  ran += 1;
  return run('npx', ['--no-install', manifest.name, ...args], { cwd: folder, env: environment(nodeDir) });
};

const snapshot = `node_modules/${manifest.name}/src/sandbox/organization`;

describe('the package', () => {
  it('is packed, and installs without scripts and without a network', () => {
    expect(packed.stderr).not.toMatch(/error/i);
    expect(tarball).toMatch(/vpc-path-auditor-[\d.]+\.tgz$/);
    expect({ status: installed.status, stderr: installed.stderr }).toMatchObject({ status: 0 });
  });

  it('brings nothing but itself: no dependency, no script, no Node', async () => {
    expect((await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
      manifest.name,
    ]);
    const published: object = JSON.parse(await readFile(join(inside, 'package.json'), 'utf8'));
    expect(Object.keys(published).sort()).toEqual([
      'bin',
      'description',
      'engines',
      'imports',
      'keywords',
      'license',
      'name',
      'type',
      'version',
    ]);
  });

  it.each(['LICENSE', 'README.md', 'README.ja.md', 'CHANGELOG.md', 'SECURITY.md', 'THIRD-PARTY-LICENSES'])(
    'holds %s',
    async (file) => expect((await readFile(join(inside, file), 'utf8')).length).toBeGreaterThan(500),
  );

  it('holds the licence of every package that it has code of', async () => {
    const licences = await readFile(join(inside, 'THIRD-PARTY-LICENSES'), 'utf8');
    for (const name of [
      'zod',
      'commander',
      '@aws-sdk/client-ec2',
      '@smithy/core',
      '@middy/core',
      'ipaddr.js',
    ])
      expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\([\\w.-]+\\)$`, 'm'));
  });

  it('names no file of the machine that packed it', async () => {
    for (const file of await readdir(join(inside, 'lib')))
      expect(await readFile(join(inside, 'lib', file), 'utf8')).not.toContain(root);
  });
});

const nodes: [name: string, nodeDir: string | null][] = [
  ['this Node', here],
  ['Node 22.12', oldest],
];
const had = nodes.flatMap(([name, nodeDir]) => (nodeDir === null ? [] : [{ name, nodeDir }]));

describe.each(had)('under $name', ({ nodeDir }) => {
  const answer = (line: string): string => {
    const { status, stdout, stderr } = npx(nodeDir, line.split(' '));
    expect({ status, stderr }).toMatchObject({ status: 0 });
    return stdout;
  };

  it('shows the demo to its end, and leaves its report', { timeout: 120_000 }, async () => {
    const report = join(folder, 'vpc-path-auditor-demo.html');
    await rm(report, { force: true });
    expect(answer('demo').match(/^the path: .*$/gm)).toEqual([
      'the path: usable',
      'the path: gone',
      'the path: blocked, stopped at consumer-route',
      'the path: usable',
    ]);
    expect(await readFile(report, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it.each([
    ['--version', /^\d+\.\d+\.\d+\n$/],
    ['--help', /^Usage: vpc-path-auditor /],
    ['rules', /bedrock-path-broken/],
    ['config', /"expectedPaths"/],
    ['doctor --print-policy', /ec2:DescribeVpcEndpoints/],
    [`scan --snapshot ${snapshot}`, /^peering-routed-bedrock +usable/m],
    [`scan --snapshot ${snapshot} --format json`, /"schemaVersion": 1/],
    [
      `explain --vpc vpc-03f720224cfacb1ea --service bedrock-runtime --service-region us-west-2 --snapshot ${snapshot}`,
      /^Yes, by an existing path: over pcx-0bc40578df0564d85 /,
    ],
  ])('%s', (line, expected) => {
    expect(answer(line)).toMatch(expected);
  });
});

it.skipIf(tooOld === null)('says in one line which Node it needs', () => {
  const { status, stdout, stderr } = npx(tooOld ?? '', ['demo']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm '))).toEqual([
    'vpc-path-auditor needs Node.js 22.12 or newer and found v20.19.5.',
  ]);
});
