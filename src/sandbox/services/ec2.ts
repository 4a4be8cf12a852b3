import { ec2QueryCodec } from '../codec/query.ts';
import type { Service } from '../service.ts';
import { describeVpcEndpointServicePermissions } from './ec2/endpoint-service-permissions.ts';
import { describeVpcEndpointServices } from './ec2/endpoint-services.ts';
import { listingOperation } from './ec2/listing.ts';
import { listings } from './ec2/listings.ts';
import { getManagedPrefixListEntries } from './ec2/prefix-list-entries.ts';
import { describeRegions } from './ec2/regions.ts';
import { describeVpcAttribute } from './ec2/vpc-attribute.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const ec2: Service = {
  codec: ec2QueryCodec('http://ec2.amazonaws.com/doc/2016-11-15/'),
  errors: {
    unknownOperation: 'InvalidAction',
    unknownParameter: 'UnknownParameter',
    missingParameter: 'MissingParameter',
    invalidValue: 'InvalidParameterValue',
    invalidToken: 'InvalidNextToken',
    denied: 'UnauthorizedOperation',
    throttled: { code: 'RequestLimitExceeded', statusCode: 503 },
    badCredentials: { code: 'AuthFailure', statusCode: 401 },
    expired: { code: 'RequestExpired', statusCode: 400 },
    internalError: 'InternalError',
    unavailable: 'Unavailable',
  },
  regional: true,
  operations: [
    describeRegions,
    describeVpcAttribute,
    describeVpcEndpointServicePermissions,
    describeVpcEndpointServices,
    getManagedPrefixListEntries,
    ...listings.map(listingOperation),
  ],
};
