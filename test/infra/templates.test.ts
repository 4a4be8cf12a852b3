import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';
import cdk from '../../infra/cdk.json' with { type: 'json' };
import { createHub, everything, type Hub } from './hub.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const hubs = { hub: {}, 'hub-with-everything': everything, 'hub-in-china': { region: 'cn-north-1' } };
type Name = keyof typeof hubs;
const names = Object.keys(hubs) as Name[];

const made = new Map<Name, Hub>();
const hubOf = (name: Name): Hub => {
  const hub = made.get(name);
  if (hub === undefined) throw new Error(`${name} was not made`);
  return hub;
};

// The first synthesis of a process loads the whole CDK.
beforeAll(async () => {
  for (const name of names) made.set(name, await createHub(hubs[name]));
}, 120_000);

it.each<Name>(['hub', 'hub-with-everything'])('%s is as it was reviewed', async (name) => {
  const template = `${JSON.stringify(hubOf(name).template.toJSON(), null, 2)}\n`;
  await expect(template).toMatchFileSnapshot(`templates/${name}.template`);
});

describe('cdk-nag’s AwsSolutions', () => {
  it.each(names)('finds nothing in %s', (name) => {
    const { app } = hubOf(name);
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    const told = violations.map(({ ruleName, violatingResources }) => [
      ruleName,
      violatingResources.map(({ constructPath }) => constructPath),
    ]);
    expect(told).toEqual([]);
  });

  it.each(names)('is told a reason for each exception of %s', (name) => {
    const reasons = hubOf(name)
      .app.node.findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values(data as Record<string, string>));
    expect(reasons.length).toBeGreaterThan(5);
    expect(reasons.filter((reason) => !/^[A-Z].{15,}\.$/.test(reason))).toEqual([]);
  });
});

const lint = async (files: readonly string[]) => {
  // W3005: the CDK tells a dependency again that a reference tells already.
  const child = spawn('cfn-lint', ['--ignore-checks', 'W3005', '--', ...files], { stdio: 'pipe' });
  const closed = once(child, 'close');
  const output = await text(child.stdout);
  const [code] = await closed;
  return { code, output };
};

const hasLint = spawnSync('which', ['cfn-lint']).status === 0;
if (!hasLint) process.stdout.write('cfn-lint lane: skipped, cfn-lint is not on the PATH\n');

it.skipIf(!hasLint)('cfn-lint finds nothing', { timeout: 120_000 }, async () => {
  const member = await readFile(fileOf('../../infra/member-roles/member-roles.template'), 'utf8');
  const templates = {
    'member.template': member,
    ...Object.fromEntries(names.map((name) => [`${name}.template`, hubOf(name).template.toJSON()])),
  };
  const bad = { Resources: { A: { Type: 'AWS::S3::Bucket', Properties: { Nam: 1 } } } };
  const dir = await snapshotDir({ ...templates, 'bad.template': bad });
  const files = Object.keys(templates);
  const [good, refused] = await Promise.all([
    lint(files.map((name) => join(dir, name))),
    lint([join(dir, 'bad.template')]),
  ]);
  expect(good).toEqual({ code: 0, output: '' });
  expect(refused.code).not.toBe(0);
  process.stdout.write(`cfn-lint lane: ran ${files.length} templates\n`);
});

it('a wrong context value ends the app with one line', () => {
  const context = JSON.stringify({ ...cdk.context, accountId: '12' });
  const run = spawnSync(process.execPath, [fileOf('../../infra/app.ts')], {
    env: { PATH: process.env['PATH'], CDK_CONTEXT_JSON: context },
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ status: 1, stderr: 'context accountId: an account ID is 12 digits\n' });
});
