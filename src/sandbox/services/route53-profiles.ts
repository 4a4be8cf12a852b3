import { ListProfileAssociations$, ListProfileResourceAssociations$ } from '#model/wire/route53-profiles.ts';
import { AwsError } from '../aws-error.ts';
import { restJsonCodec } from '../codec/rest.ts';
import { pageOf } from '../paging.ts';
import { recordsOf } from '../reads.ts';
import type { Service } from '../service.ts';
import { operation } from '../service.ts';

type Input = { MaxResults?: number; NextToken?: string };

const listProfileAssociations = operation<Input>(
  ListProfileAssociations$,
  ['MaxResults', 'NextToken'],
  ({ MaxResults, NextToken }, call) => {
    const request = { size: MaxResults, token: NextToken, min: 1, max: 100, question: null };
    const { page, nextToken } = pageOf(recordsOf(call, 'ProfileAssociations'), request, call);
    return { ProfileAssociations: page, NextToken: nextToken };
  },
);

/** What a Profile holds; a Profile is known by the VPCs it is associated with. */
const listProfileResourceAssociations = operation<Input & { ProfileId?: string }>(
  ListProfileResourceAssociations$,
  ['ProfileId', 'MaxResults', 'NextToken'],
  ({ ProfileId, MaxResults, NextToken }, call) => {
    const all = recordsOf(call, 'ProfileResourceAssociations');
    const known = recordsOf(call, 'ProfileAssociations');
    if (!known.some((association) => association.ProfileId === ProfileId)) {
      throw new AwsError('ResourceNotFoundException', `The Profile ${ProfileId} does not exist`, 404);
    }
    const held = all.filter((resource) => resource.ProfileId === ProfileId);
    const request = { size: MaxResults, token: NextToken, min: 1, max: 100, question: ProfileId };
    const { page, nextToken } = pageOf(held, request, call);
    return { ProfileResourceAssociations: page, NextToken: nextToken };
  },
);

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_ListProfileAssociations.html and its errors. */
export const route53Profiles: Service = {
  codec: restJsonCodec,
  errors: {
    unknownOperation: 'UnknownOperationException',
    unknownParameter: 'ValidationException',
    missingParameter: 'ValidationException',
    invalidValue: 'InvalidParameterException',
    invalidToken: 'InvalidNextTokenException',
    denied: 'AccessDeniedException',
    throttled: { code: 'ThrottlingException', statusCode: 429 },
    badCredentials: { code: 'UnrecognizedClientException', statusCode: 403 },
    expired: { code: 'ExpiredTokenException', statusCode: 403 },
    internalError: 'InternalServiceErrorException',
    unavailable: 'ServiceUnavailable',
  },
  regional: true,
  operations: [listProfileAssociations, listProfileResourceAssociations],
};
