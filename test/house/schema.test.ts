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
