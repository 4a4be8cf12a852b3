import type { DescribeVpcAttributeCommandInput } from '@aws-sdk/client-ec2';
import { DescribeVpcAttribute$ } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error.ts';
import { notHeld, recordsOf } from '../../reads.ts';
import { operation } from '../../service.ts';
import { inventoryOf } from '../../state.ts';

const members = {
  enableDnsSupport: 'EnableDnsSupport',
  enableDnsHostnames: 'EnableDnsHostnames',
} as const;

const isKept = (attribute: string): attribute is keyof typeof members => Object.hasOwn(members, attribute);

/** The two attributes that a snapshot keeps beside the VPC's record. */
export const describeVpcAttribute = operation<DescribeVpcAttributeCommandInput>(
  DescribeVpcAttribute$,
  ['VpcId', 'Attribute'],
  ({ VpcId, Attribute = '' }, call) => {
    if (!isKept(Attribute)) {
      throw new AwsError('InvalidParameterValue', `The attribute ${Attribute} is not supported here`);
    }
    const vpc = recordsOf(call, 'Vpcs').find((candidate) => candidate.VpcId === VpcId);
    if (vpc === undefined)
      throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${VpcId}' does not exist`);
    const member = members[Attribute];
    if (vpc[member] === undefined) {
      throw notHeld(call, inventoryOf(call.state, call.scope)?.Coverage?.[call.operation]);
    }
    return { VpcId, [member]: vpc[member] };
  },
);
