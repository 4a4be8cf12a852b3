import type { DescribeVpcEndpointServicePermissionsCommandInput } from '@aws-sdk/client-ec2';
import { DescribeVpcEndpointServicePermissions$ } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error.ts';
import { pageOf } from '../../paging.ts';
import { notHeld, recordsOf } from '../../reads.ts';
import { operation } from '../../service.ts';
import { inventoryOf } from '../../state.ts';

export const describeVpcEndpointServicePermissions =
  operation<DescribeVpcEndpointServicePermissionsCommandInput>(
    DescribeVpcEndpointServicePermissions$,
    ['ServiceId', 'MaxResults', 'NextToken'],
    ({ ServiceId, MaxResults, NextToken }, call) => {
      const services = recordsOf(call, 'ServiceConfigurations');
      const service = services.find((candidate) => candidate.ServiceId === ServiceId);
      if (service === undefined) {
        throw new AwsError(
          'InvalidVpcEndpointServiceId.NotFound',
          `The VpcEndpointService Id '${ServiceId}' does not exist`,
        );
      }
      if (service.AllowedPrincipals === undefined) {
        throw notHeld(call, inventoryOf(call.state, call.scope)?.Coverage?.[call.operation]);
      }
      const request = { size: MaxResults, token: NextToken, min: 5, max: 1000, question: ServiceId };
      const { page, nextToken } = pageOf(service.AllowedPrincipals, request, call);
      return { AllowedPrincipals: page, NextToken: nextToken };
    },
  );
