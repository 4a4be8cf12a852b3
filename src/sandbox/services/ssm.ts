import { GetParameter$, type GetParameterCommandInput } from '@aws-sdk/client-ssm';
import { AwsError } from '../aws-error.ts';
import { jsonCodec } from '../codec/json.ts';
import { operation, type Service } from '../service.ts';

/** Parameters are those the sandbox was given, of type String. */
const getParameter = operation<GetParameterCommandInput>(
  GetParameter$,
  ['Name', 'WithDecryption'],
  ({ Name = '' }, { state }) => {
    const Value = state.parameters.get(Name);
    if (Value === undefined) throw new AwsError('ParameterNotFound', '');
    return { Parameter: { Name, Type: 'String', Value, Version: 1, DataType: 'text' } };
  },
);

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html */
export const ssm: Service = {
  codec: jsonCodec,
  errors: {
    unknownOperation: 'UnknownOperationException',
    unknownParameter: 'ValidationException',
    missingParameter: 'ValidationException',
    invalidValue: 'ValidationException',
    invalidToken: 'ValidationException',
    denied: 'AccessDeniedException',
    throttled: { code: 'ThrottlingException', statusCode: 400 },
    badCredentials: { code: 'UnrecognizedClientException', statusCode: 400 },
    expired: { code: 'ExpiredTokenException', statusCode: 400 },
    internalError: 'InternalServerError',
    unavailable: 'ServiceUnavailable',
  },
  regional: true,
  operations: [getParameter],
};
