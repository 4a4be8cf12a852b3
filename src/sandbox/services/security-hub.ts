import { restJsonCodec } from '../codec/rest.ts';
import type { Service } from '../service.ts';
import { getFindings } from './security-hub/get-findings.ts';
import { batchImportFindings } from './security-hub/import-findings.ts';

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html and its common errors. */
export const securityHub: Service = {
  codec: restJsonCodec,
  errors: {
    unknownOperation: 'UnknownOperationException',
    unknownParameter: 'InvalidInputException',
    missingParameter: 'InvalidInputException',
    invalidValue: 'InvalidInputException',
    invalidToken: 'InvalidInputException',
    denied: 'AccessDeniedException',
    throttled: { code: 'TooManyRequestsException', statusCode: 429 },
    badCredentials: { code: 'UnrecognizedClientException', statusCode: 403 },
    expired: { code: 'ExpiredTokenException', statusCode: 403 },
    internalError: 'InternalException',
    unavailable: 'ServiceUnavailable',
  },
  regional: true,
  operations: [batchImportFindings, getFindings],
};
