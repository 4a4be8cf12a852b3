import { expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { invoke } from '#cli/demo/invoke.ts';
import type { Reply } from '#handlers/reply.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';
import { complaintsAboutSecrets } from './faults/secrets.ts';

/* The deployed handler and the CLI, as processes of their own over sockets, while calls fail. */

const snapshot = await readSnapshot(organizationDir);
const workloads = '222222222222';

const plans: [string, FaultRule[]][] = [
  [
    'tokens that are cut, expire and are refused',
    [
      { fault: 'malformed-body', operation: 'sts:AssumeRole', account: workloads },
      { fault: 'expired-token', account: '333333333333', region: 'us-east-1' },
      { fault: 'access-denied', operation: 'securityhub:*', region: 'us-west-2' },
    ],
  ],
  [
    'connections that break',
    [
      { fault: 'truncated-body', operation: 'sts:AssumeRole', account: workloads, to: 2 },
      { fault: 'connection-reset', rate: 0.1 },
      { fault: 'empty-body', operation: 'ec2:DescribeVpc*', account: workloads },
    ],
  ],
];

const served = async (rules: FaultRule[]) => {
  const sandbox = createSandbox({ snapshot, faults: { seed: 1, rules } });
  return { sandbox, server: await serveSandbox(sandbox) };
};

it.each(plans)('the handler: %s: told as a gap, and no secret is logged', async (_, rules) => {
  const { sandbox, server } = await served(rules);
  const { reply, log } = await invoke<Reply>({}, server.url);
  await server.close();
  expect(reply.coverage.complete).toBe(false);
  expect(log.length).toBeGreaterThan(1);
  expect(sandbox.secrets().length).toBeGreaterThan(1);
  expect(complaintsAboutSecrets(JSON.stringify([reply, log]), sandbox.secrets())).toEqual([]);
});

it.each(plans)('the CLI: %s: told as a gap, and no secret is printed', async (_, rules) => {
  const { sandbox, server } = await served(rules);
  const { code, stdout, stderr } = await runCli(['scan', '--organization', '--format', 'json'], {
    env: sandboxEnvironment(server.url),
  });
  await server.close();
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ coverage: { complete: false } });
  expect(sandbox.secrets().length).toBeGreaterThan(1);
  expect(complaintsAboutSecrets(stdout + stderr, sandbox.secrets())).toEqual([]);
});
