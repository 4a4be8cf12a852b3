import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scanResultSchema } from '#model/result.ts';
import { runCli } from '#test/builders/run-cli.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const read = (path: string): Promise<string> => readFile(path, 'utf8');

/** What programs of each `schemaVersion` wrote, as they wrote it: not to be mended when a test fails. */
const results = at('results/');
const schemas = at('../../docs/schema/');

describe.each(await readdir(results))('%s, written by an earlier program', (file) => {
  it('is of the version that its name tells', async () => {
    const { schemaVersion } = JSON.parse(await read(results + file));
    expect(file).toBe(`scan-result-${schemaVersion}.json`);
  });

  it('is read', async () => {
    expect(scanResultSchema.safeParse(JSON.parse(await read(results + file))).error).toBeUndefined();
  });

  it('is reported, and compared', async () => {
    const report = await runCli(['report', results + file, '--format', 'markdown']);
    expect(report).toMatchObject({ code: 0, stderr: '' });
    expect(report.stdout).toContain('bedrock-runtime');
    expect(await runCli(['diff', results + file, results + file, '--exit-code'])).toMatchObject({ code: 0 });
  });
});

it.each(await readdir(schemas))('%s carries the version that it describes', async (file) => {
  const { $id, properties } = JSON.parse(await read(schemas + file));
  const version = properties.schemaVersion?.const ?? 1;
  expect($id).toBe(`urn:vpc-path-auditor:schema:${file.replace('.schema.json', '')}:${version}`);
});
