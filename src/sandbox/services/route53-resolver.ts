import { ListResolverRuleAssociations$, ListResolverRules$ } from '#model/wire/route53-resolver.ts';
import { jsonCodec } from '../codec/json.ts';
import type { OperationSchema } from '../codec/schema.ts';
import { pageOf } from '../paging.ts';
import { recordsOf } from '../reads.ts';
import type { Operation, Service } from '../service.ts';
import { operation } from '../service.ts';

type Input = { MaxResults?: number; NextToken?: string };

const listing = (schema: OperationSchema, key: 'ResolverRuleAssociations' | 'ResolverRules'): Operation =>
  operation<Input>(schema, ['MaxResults', 'NextToken'], ({ MaxResults, NextToken }, call) => {
    const request = { size: MaxResults, token: NextToken, min: 1, max: 100, question: key };
    const { page, nextToken } = pageOf<object>(recordsOf(call, key), request, call);
    return { [key]: page, MaxResults: MaxResults ?? 100, NextToken: nextToken };
  });

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListResolverRules.html and its errors. */
export const route53Resolver: Service = {
  codec: jsonCodec,
  errors: {
    unknownOperation: 'UnknownOperationException',
    unknownParameter: 'InvalidParameterException',
    missingParameter: 'InvalidParameterException',
    invalidValue: 'InvalidParameterException',
    invalidToken: 'InvalidNextTokenException',
    denied: 'AccessDeniedException',
    throttled: { code: 'ThrottlingException', statusCode: 400 },
    badCredentials: { code: 'UnrecognizedClientException', statusCode: 400 },
    expired: { code: 'ExpiredTokenException', statusCode: 400 },
    internalError: 'InternalServiceErrorException',
    unavailable: 'ServiceUnavailable',
  },
  regional: true,
  operations: [
    listing(ListResolverRuleAssociations$, 'ResolverRuleAssociations'),
    listing(ListResolverRules$, 'ResolverRules'),
  ],
};
