import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { leaveReport } from '#cli/demo/leave-report.ts';
import { aResult } from '#test/builders/result.ts';
import { runCli } from '#test/builders/run-cli.ts';

// Five processes one after another, four of them the handler from a cold start.
it('finds the Bedrock path, archives it with its peering, names the hop that breaks it, and sees it mended', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'demo-'));
  const { code, stdout, stderr } = await runCli(['demo'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [, first, second, third, fourth] = stdout.split('\n== ');
  expect(first).toMatch(/^peering-routed-bedrock +usable +tokyo-workloads /m);
  expect(first).toMatch(/^the path: usable$/m);
  expect(first).toMatch(/^ {2}ok +consumer-route \(rtb-\w+\): Route 10\.30\.0\.0\/16 leads to pcx-\w+$/m);
  const seen = /its finding: ACTIVE, first seen (\S+)/.exec(first ?? '')?.[1];
  expect(seen).toMatch(/^\d{4}-/);

  // Six rest on the peering; the name that led over it leads nowhere now.
  expect(second).toMatch(/ 1 created, 0 updated, 6 archived, /);
  expect(second).toMatch(/^the path: gone$/m);
  expect(second).toContain(`its finding: ARCHIVED, first seen ${seen}`);

  // A path that somebody meant is broken, and a peering has routes on one side only.
  expect(third).toMatch(/ 2 created, \d+ updated, 0 archived, /);
  expect(third).toMatch(/^the path: blocked, stopped at consumer-route$/m);
  expect(third).toMatch(/^ {2}FAIL consumer-route \(rtb-/m);
  expect(third).toMatch(/^ {2}to mend it: [^=]*222222222222/m);
  expect(third).toContain(`its finding: ACTIVE, first seen ${seen}`);

  // Both are mended, and the name leads to the endpoint again.
  expect(fourth).toMatch(/ 0 created, \d+ updated, 3 archived, /);
  expect(fourth).toMatch(/^the path: usable$/m);
  expect(fourth).toContain(`its finding: ACTIVE, first seen ${seen}`);

  // It leaves a report, and says where.
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  const file = join(cwd, 'vpc-path-auditor-demo.html');
  expect(fourth).toContain(`\n${file}\n`);
  expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>/i);
}, 120_000);

it.skipIf(!existsSync('/proc/self'))('leaves the report elsewhere where nothing can be written', async () => {
  const before = process.cwd();
  process.chdir('/proc/self');
  try {
    const file = await leaveReport(aResult(), aResult());
    expect(file).toMatch(/vpc-path-auditor-\w+\/vpc-path-auditor-demo\.html$/);
    expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>/i);
    await rm(dirname(file), { recursive: true });
  } finally {
    process.chdir(before);
  }
});
