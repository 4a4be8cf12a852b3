import { describe, expect, it } from 'vitest';
import type { Check, DoctorReport } from '#model/doctor.ts';
import { renderDoctorText } from '#report/doctor-text.ts';

const hub = '111111111111';
const place = { accountId: hub, region: 'us-west-2' };
const passed: Omit<Check, 'name'> = {
  subject: null,
  status: 'pass',
  cause: null,
  by: null,
  code: null,
  message: null,
  places: [place],
  remedy: null,
};
const report: DoctorReport = {
  schemaVersion: 1,
  tool: { name: 'vpc-path-auditor', version: '0' },
  checkedAt: '2026-11-22T00:00:00.000Z',
  caller: { arn: `arn:aws:iam::${hub}:user/anna`, accountId: hub, partition: 'aws', homeRegion: 'us-west-2' },
  organization: { id: null, managementAccountId: null, standing: 'none', accountsAlive: null },
  roleName: null,
  publishRoleName: null,
  accounts: [{ accountId: hub, name: null, regions: ['us-west-2'], triedIn: ['us-west-2'] }],
  checks: [
    {
      ...passed,
      name: 'action',
      subject: 'ec2:DescribeSubnets',
      status: 'fail',
      cause: 'access-denied',
      by: 'policy',
      code: 'UnauthorizedOperation',
      message: 'no\u001b[2J\nway',
      remedy: 'b',
    },
    { ...passed, name: 'action', subject: 'ec2:DescribeVpcs' },
    { ...passed, name: 'security-hub', status: 'fail', cause: 'not-enabled', remedy: 'a' },
  ],
  remedies: [
    { id: 'a', what: 'switch it on.', accounts: [hub], commands: ['aws on'] },
    { id: 'b', what: 'allow it.', accounts: [hub], commands: ['aws allow'] },
  ],
  notTried: [{ action: 'securityhub:BatchImportFindings', because: 'it writes' }],
  apiCalls: 3,
  ok: false,
};
const text = renderDoctorText(report, { columns: 90 });

it('tells the result in words, and what mends what by number, in the order of the checks', () => {
  expect(text).toMatch(/^action {8}fail {5}ec2:DescribeSubnets: 111111111111 in us-west-2 /m);
  expect(text.replaceAll(/\s+/g, ' ')).toContain('UnauthorizedOperation: no [2J way); mend by 1');
  expect(text).toMatch(/^action {8}pass {5}1 action allowed in 1 account$/m);
  expect(text).toMatch(/^Security Hub {2}fail .*\(not-enabled\); mend by 2$/m);
  expect(text).toContain(
    '\n1.  For 111111111111: allow it.\n      aws allow\n\n2.  For 111111111111: switch it on.',
  );
  expect(text).toMatch(/^2 problems: an audit would be incomplete\. 3 calls to AWS; nothing was changed\.$/m);
});

it('tells what went wrong alike in one row', () => {
  const denied = report.checks.filter(({ status }) => status === 'fail').slice(0, 1);
  const actions = Array.from({ length: 20 }, (_, index) =>
    denied.map((check) => ({ ...check, subject: `ec2:Describe${index}` })),
  ).flat();
  const lines = renderDoctorText({ ...report, checks: actions }, { columns: 100 });
  expect(lines.match(/^action {8}fail/gm)).toHaveLength(1);
  expect(lines).toMatch(/ec2:Describe0, ec2:Describe1, .* and\s+14 more: 111111111111 in us-west-2/s);
});

// oxlint-disable-next-line no-control-regex
it('holds no control character', () => expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/));

describe.each([20, 60, 80, 100, Number.POSITIVE_INFINITY])('in %d columns', (columns) => {
  const hostile = { ...report, caller: { ...report.caller, arn: 'x'.repeat(5_000) } };
  const lines = renderDoctorText(hostile, { columns }).split('\n');
  it('is at most 100 wide, and as wide as 60 at least', () => {
    const widest = Math.max(...lines.map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(Math.max(60, Math.min(columns, 100)));
  });
  it('is not filled by one hostile name', () => expect(lines.length).toBeLessThan(60));
});
