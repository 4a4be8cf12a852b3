import * as fc from 'fast-check';
import { applies } from '#sandbox/faults/applies.ts';
import { type FaultKind, faultKinds } from '#sandbox/faults/kinds.ts';
import type { FaultPlan, FaultRule } from '#sandbox/faults/plan.ts';
import type { Mode } from './nights.ts';
import type { Trial } from './trial.ts';
import { worldNames } from './worlds.ts';

/** What the product calls, alone and together; the last ones twice, as they decide about findings. */
const operations = [
  '*',
  'ec2:*',
  'ec2:DescribeVpc*',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeVpcEndpointServices',
  'ec2:DescribeVpcEndpointServiceConfigurations',
  'ec2:DescribeVpcEndpointServicePermissions',
  'ec2:DescribeVpcEndpointConnections',
  'ec2:DescribeVpcs',
  'ec2:DescribeVpcAttribute',
  'ec2:DescribeSubnets',
  'ec2:DescribeRouteTables',
  'ec2:DescribeNetwork*',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeManagedPrefixLists',
  'ec2:GetManagedPrefixListEntries',
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeRegions',
  'route53*',
  'route53:ListResourceRecordSets',
  'organizations:ListAccounts',
  'sts:*',
  'sts:AssumeRole',
  'securityhub:*',
  'securityhub:GetFindings',
  'securityhub:BatchImportFindings',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcPeeringConnections',
  'securityhub:GetFindings',
  'securityhub:BatchImportFindings',
  's3:*',
];

/** The first try, and a repetition or two. */
const callNumber = fc.integer({ min: 1, max: 3 });

/** When it fires: mostly always or often enough to outlast the retries, else as the retries are there for. */
const when: fc.Arbitrary<Partial<FaultRule>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 19 }).map((twentieths) => ({ rate: twentieths / 20 })) },
  { weight: 1, arbitrary: callNumber.map((call) => ({ calls: [call] })) },
  { weight: 1, arbitrary: fc.constantFrom(1, 2).map((from) => ({ from })) },
  { weight: 1, arbitrary: callNumber.map((to) => ({ to })) },
);

const where: fc.Arbitrary<Partial<FaultRule>> = fc.oneof(
  fc.constant({}),
  fc.constantFrom('111111111111', '222222222222', '333333333333').map((account) => ({ account })),
  fc.constantFrom('us-west-2', 'us-east-1', 'ap-northeast-1').map((region) => ({ region })),
  fc.constantFrom(
    { account: '111111111111', region: 'us-west-2' },
    { account: '111111111111', region: 'us-east-1' },
    { account: '222222222222', region: 'ap-northeast-1' },
    { account: '333333333333', region: 'us-east-1' },
  ),
);

/** Whole organizations as well as single calls. */
const operationOf = (fault: FaultKind): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...operations.filter((pattern) => {
      const [action = ''] = pattern.split('*');
      return pattern.includes('*') || applies(fault, action);
    }),
  );

const rule: fc.Arbitrary<FaultRule> = fc
  .constantFrom(...faultKinds)
  .chain((fault) =>
    fc
      .tuple(operationOf(fault), where, when)
      .map(([operation, place, time]) => ({ fault, operation, ...place, ...time })),
  );

const plan: fc.Arbitrary<FaultPlan> = fc.record({
  seed: fc.nat(),
  rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
});

/** Between any two of these worlds. */
export const arbitraryTrial = (mode: Mode, names: readonly string[] = worldNames): fc.Arbitrary<Trial> =>
  fc.record({
    from: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
    mode: fc.constant(mode),
    plan,
  });
