// Writes the files that are derived from the code; with --check, says which are out of date and fails.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { configSchema } from '#model/config.ts';
import { doctorReportSchema } from '#model/doctor.ts';
import { explanationSchema } from '#model/explanation.ts';
import { inventorySchema } from '#model/inventory.ts';
import { scanResultSchema } from '#model/result.ts';
import { organizationSchema } from '#model/snapshot.ts';
import { memberTemplate } from '../infra/member-roles/template.ts';
import { memberTerraform } from '../infra/member-roles/terraform.ts';
import { pageModule } from './build-page.ts';
import { configPage } from './config-page.ts';
import { permissionsPage } from './permissions-page.ts';
import { rulesPage, withRulesTable } from './rules-page.ts';

/** Of the formats that others read; docs/versioning.md says when it grows. */
const formatVersion = 1;

const jsonSchema = (name: string, title: string, schema: z.ZodMiniType, io: 'input' | 'output') => {
  const $id = `urn:vpc-path-auditor:schema:${name}:${formatVersion}`;
  const told = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return { [`docs/schema/${name}.schema.json`]: `${JSON.stringify({ $id, title, ...told }, null, 2)}\n` };
};

const files: Record<string, string> = {
  ...jsonSchema('scan-result', 'The result of `scan --format json`', scanResultSchema, 'output'),
  ...jsonSchema('doctor-report', 'The report of `doctor --format json`', doctorReportSchema, 'output'),
  ...jsonSchema('explanation', 'The answer of `explain --format json`', explanationSchema, 'output'),
  ...jsonSchema('inventory', '<snapshot>/<accountId>/<region>.json', inventorySchema, 'input'),
  ...jsonSchema('organization', '<snapshot>/organization.json', organizationSchema, 'input'),
  ...jsonSchema('config', 'The configuration file', configSchema, 'input'),
  'docs/configuration.md': configPage(),
  'docs/permissions.md': permissionsPage(),
  'docs/rules.md': await rulesPage(),
  'README.md': withRulesTable(await readFile('README.md', 'utf8')),
  'infra/member-roles/member-roles.template': `${JSON.stringify(memberTemplate(), null, 2)}\n`,
  'infra/member-roles/main.tf': memberTerraform(),
  'src/report/html/page.generated.ts': await pageModule(),
};

const isCheck = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of Object.entries(files)) {
  const held = await readFile(path, 'utf8').catch(() => null);
  if (held === text) continue;
  stale += 1;
  if (isCheck) {
    process.stderr.write(`${path} is out of date: npm run generate\n`);
    continue;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  process.stdout.write(`wrote ${path}\n`);
}
process.stdout.write(
  `generated files: ${Object.keys(files).length}, ${stale} ${isCheck ? 'out of date' : 'written'}\n`,
);
process.exitCode = isCheck && stale > 0 ? 1 : 0;
