import { expect, it } from 'vitest';
import { runCli } from '#test/builders/run-cli.ts';

it('finds the Bedrock path, archives it with its peering, and has it back as first seen', async () => {
  const { code, stdout, stderr } = await runCli(['demo']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [, first, second, third] = stdout.split('\n== ');
  expect(first).toMatch(/^peering-routed-bedrock +unknown +tokyo-workloads ap-northeast-1/m);
  const seen = /its finding: ACTIVE, first seen (\S+)/.exec(first ?? '')?.[1];
  expect(seen).toMatch(/^\d{4}-/);
  expect(second).toMatch(/ 0 created, 0 updated, 2 archived, /);
  expect(second).toContain(`its finding: ARCHIVED, first seen ${seen}`);
  expect(third).toMatch(/ 0 created, 2 updated, 0 archived, /);
  expect(third).toContain(`its finding: ACTIVE, first seen ${seen}`);
});
