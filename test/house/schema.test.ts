import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { organizationDir } from '#cli/commands/demo.ts';
import { runCli } from '#test/builders/run-cli.ts';

const read = async (path: string): Promise<object> =>
  JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** Validates by the committed schema with a validator that is not the library which wrote it. */
const problems = async (schema: string, value: unknown) => {
  const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(
    await read(`docs/schema/${schema}.schema.json`),
  );
  validate(value);
  return validate.errors;
};

it('the published schema validates what `scan --format json` prints, and not everything', async () => {
  const { stdout } = await runCli(['scan', '--snapshot', organizationDir, '--format', 'json']);
  const result = JSON.parse(stdout);
  expect(await problems('scan-result', result)).toBeNull();
  expect(await problems('scan-result', { ...result, surprise: 1 })).not.toBeNull();
  expect(await problems('scan-result', { ...result, paths: [{ id: 'x' }] })).not.toBeNull();
});

it.each([
  ['organization', 'organization.json'],
  ['inventory', '111111111111/us-west-2.json'],
  ['inventory', '222222222222/ap-northeast-1.json'],
])('the %s schema validates the demo’s %s', async (schema, file) => {
  expect(await problems(schema, await read(`src/sandbox/organization/${file}`))).toBeNull();
});

it('the explanation schema validates what `explain --format json` prints, and not everything', async () => {
  const question = ['--vpc', 'vpc-03f720224cfacb1ea', '--service', 'bedrock-runtime'];
  const where = ['--service-region', 'us-west-2', '--snapshot', organizationDir, '--format', 'json'];
  const { stdout } = await runCli(['explain', ...question, ...where]);
  const explanation = JSON.parse(stdout);
  expect(await problems('explanation', explanation)).toBeNull();
  expect(await problems('explanation', { ...explanation, answer: 'perhaps' })).not.toBeNull();
});

it('the configuration schema validates the files that are delivered, and refuses what the program refuses', async () => {
  for (const file of ['src/cli/demo/vpc-path-auditor.json', 'infra/vpc-path-auditor.json'])
    expect(await problems('config', await read(file))).toBeNull();
  expect(await problems('config', { excludedRegions: ['us-west-2'] })).not.toBeNull();
});
