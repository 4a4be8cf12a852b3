import { join } from 'node:path';
import { EC2Client, paginateDescribeVpcEndpoints } from '@aws-sdk/client-ec2';
import { expect, it } from 'vitest';
import { organizationDir } from '#cli/commands/demo.ts';
import { runCli } from '#test/builders/run-cli.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

const dir = await snapshotDir({
  'cut.json': '{"rules": [',
  'key.json': { rules: [{ fault: 'hang' }, { fault: 'hang', accounts: '1*' }] },
  'kind.json': { rules: [{ fault: 'meteor' }] },
  'rate.json': { rules: [{ fault: 'hang', rate: 1.5 }] },
  'seed.json': { seed: 'x', rules: [] },
  'good.json': { rules: [{ fault: 'throttling', operation: 'ec2:DescribeVpcEndpoints' }] },
});

const sandboxWith = (file: string) => ['sandbox', '--snapshot', organizationDir, '--faults', join(dir, file)];

it.each([
  ['none.json', /none\.json: cannot be read: no such file/],
  ['cut.json', /cut\.json: is not whole JSON/],
  ['key.json', /key\.json: rules\[1\]: unknown key "accounts"/],
  ['kind.json', /kind\.json: rules\[0\]\.fault: Invalid option: .*"throttling"/],
  ['rate.json', /rate\.json: rules\[0\]\.rate: /],
  ['seed.json', /seed\.json: seed: /],
])('%s: one line, exit 2', async (file, message) => {
  const { code, stdout, stderr } = await runCli(sandboxWith(file));
  expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
  expect(stderr).toMatch(message);
});

it('serves what the file says', async () => {
  let told = Promise.resolve<object>({});
  const { code } = await runCli(sandboxWith('good.json'), {
    onOutput: (url, kill) => {
      const client = new EC2Client({ endpoint: url.trim(), region: 'us-west-2', maxAttempts: 1 });
      told = paginateDescribeVpcEndpoints({ client }, {})
        .next()
        .then(
          () => ({}),
          ({ name }: Error) => ({ name }),
        )
        .finally(() => kill('SIGTERM'));
    },
  });
  expect({ code, told: await told }).toEqual({ code: 0, told: { name: 'RequestLimitExceeded' } });
});
