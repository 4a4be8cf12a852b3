import { restXmlCodec } from '../codec/rest.ts';
import type { Service } from '../service.ts';
import { listHostedZonesByVPC } from './route53/hosted-zones.ts';
import { listResourceRecordSets } from './route53/record-sets.ts';

/** https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html */
export const route53: Service = {
  codec: restXmlCodec('https://route53.amazonaws.com/doc/2013-04-01/'),
  errors: {
    unknownOperation: 'InvalidAction',
    unknownParameter: 'InvalidInput',
    missingParameter: 'InvalidInput',
    invalidValue: 'InvalidInput',
    invalidToken: 'InvalidPaginationToken',
    denied: 'AccessDenied',
    throttled: { code: 'Throttling', statusCode: 400 },
    badCredentials: { code: 'InvalidClientTokenId', statusCode: 403 },
    expired: { code: 'ExpiredToken', statusCode: 403 },
    internalError: 'InternalFailure',
    unavailable: 'ServiceUnavailable',
  },
  regional: false,
  operations: [listHostedZonesByVPC, listResourceRecordSets],
};
