import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionsOf, freeActions, storeActions } from '#app/actions.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { invoke } from '#cli/demo/invoke.ts';
import { probes, securityHubProbe } from '#collect/probes.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

/** A configuration that names an organizational unit: the demo's root. */
const unitsConfig = async (): Promise<string> => {
  const dir = await snapshotDir({ 'config.json': { scope: { organizationalUnits: ['r-a1b2'] } } });
  return join(dir, 'config.json');
};

const declared = [...Object.values(actionsOf).flat(), ...freeActions];

describe('the list of IAM actions', () => {
  let sandbox: Sandbox;
  let server: Awaited<ReturnType<typeof serveSandbox>>;
  beforeAll(async () => {
    sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir) });
    server = await serveSandbox(sandbox);
  });
  afterAll(() => server.close());

  it('is what a nightly audit, a question and doctor call, no more and no less', async () => {
    // The demo has no Profile.
    const scope = { accountId: '222222222222', region: 'ap-northeast-1' };
    const vpc = 'vpc-03f720224cfacb1ea';
    sandbox.replaceInventory(scope, {
      ...sandbox.inventory(scope),
      ProfileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: vpc, Status: 'COMPLETE' }],
    });
    const question = { vpc, service: 'bedrock-runtime', serviceRegion: 'us-west-2' };
    await invoke({}, server.url);
    await invoke({ action: 'explain', ...question }, server.url);
    const audited = Object.keys(sandbox.calls());
    const env = { ...sandboxEnvironment(server.url), VPC_PATH_AUDITOR_CONFIG: await unitsConfig() };
    expect(await runCli(['doctor', '--organization'], { env })).toMatchObject({ code: 0 });
    expect(Object.keys(sandbox.calls())).toEqual([...declared].sort());
    // Units are read only where the configuration names them, and what the caller is by doctor alone.
    expect(declared.filter((action) => !audited.includes(action))).toEqual([
      'organizations:DescribeOrganization',
      'organizations:ListAccountsForParent',
      'organizations:ListOrganizationalUnitsForParent',
    ]);
  });
});

const sdk = {
  'client-ec2': 'ec2',
  'client-organizations': 'organizations',
  'client-route-53': 'route53',
  'client-s3': 's3',
  'client-securityhub': 'securityhub',
  'client-sts': 'sts',
};

/** No call's own: S3 says that there is no such object, rather than that it is forbidden, only to who may list the bucket. */
const neededUncalled = 's3:ListBucket';

/** The commands of one client that a source file imports, by name or through the client's namespace. */
const commandsOf = (source: string, client: string): string[] =>
  [...source.matchAll(new RegExp(`import ([^;]*?) from '@aws-sdk/${client}'`, 'g'))].flatMap(
    ([, names = '']) => {
      const [, alias] = /^\* as (\w+)$/.exec(names) ?? [];
      const [text, prefix] = alias === undefined ? [names, '\\b'] : [source, `\\b${alias}\\.`];
      return [...text.matchAll(new RegExp(`${prefix}(\\w+?)Command\\b`, 'g'))].flatMap(
        ([, name]) => name ?? [],
      );
    },
  );

/** Every operation of the SDK's clients that a source file names, and every one of a service told by its schema. */
const calledBy = (source: string): string[] => [
  ...Object.entries(sdk).flatMap(([client, prefix]) =>
    commandsOf(source, client).map((name) => `${prefix}:${name}`),
  ),
  ...[...source.matchAll(/\b(route53Resolver|route53Profiles),\s*(\w+)\$/g)].map(
    ([, service = '', name]) => `${service.toLowerCase()}:${name}`,
  ),
];

it('names every operation that the sources send', async () => {
  const src = new URL('../../src', import.meta.url).pathname;
  const files = (await readdir(src, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('sandbox/'),
  );
  const sources = await Promise.all(files.map((name) => readFile(join(src, name), 'utf8')));
  const called = new Set([...sources.flatMap(calledBy), neededUncalled]);
  expect([...called].sort()).toEqual([...declared, ...storeActions].sort());
});

describe('the probes', () => {
  const probed = [...probes.flat(), securityHubProbe].map(({ action }) => action);
  it('try every action that is read by, once', () => {
    // DescribeRegions is tried by asking for the Regions.
    const read = actionsOf.read.filter((action) => action !== 'ec2:DescribeRegions');
    expect([...probed].sort()).toEqual([...read, 'securityhub:GetFindings'].sort());
  });
  it('never write', () =>
    expect(probed.filter((action) => !/:(Describe|List|Get)/.test(action))).toEqual([]));
});
