import type { StaticOperationSchema, StaticStructureSchema } from '@smithy/types';
import { listOf, operationOf, structureOf, text, whole } from './schema.ts';

/*
 * Two operations of Route 53 Resolver as the SDK would declare them: npm has no client of the SDK's current generation.
 * AWS JSON 1.1, POST to `/` with `X-Amz-Target: Route53Resolver.<Operation>`. Checked against botocore's model.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Resolver.html
 */

const namespace = 'com.amazonaws.route53resolver';
const page = { MaxResults: whole, NextToken: text };

const association: StaticStructureSchema = structureOf(namespace, 'ResolverRuleAssociation', {
  Id: text,
  ResolverRuleId: text,
  Name: text,
  VPCId: text,
  Status: text,
  StatusMessage: text,
});

const rule: StaticStructureSchema = structureOf(namespace, 'ResolverRule', {
  Id: text,
  Arn: text,
  DomainName: text,
  Status: text,
  StatusMessage: text,
  RuleType: text,
  Name: text,
  ResolverEndpointId: text,
  OwnerId: text,
  ShareStatus: text,
  CreationTime: text,
  ModificationTime: text,
  DelegationRecord: text,
});

export const ListResolverRuleAssociations$: StaticOperationSchema = operationOf(
  namespace,
  'ListResolverRuleAssociations',
  {
    input: page,
    output: { ...page, ResolverRuleAssociations: listOf(namespace, association) },
  },
);

export const ListResolverRules$: StaticOperationSchema = operationOf(namespace, 'ListResolverRules', {
  input: page,
  output: { ...page, ResolverRules: listOf(namespace, rule) },
});

/** How the service is called: by whom requests are signed, under which target they go. */
export const route53Resolver = {
  serviceId: 'Route53Resolver',
  signingName: 'route53resolver',
  namespace,
  target: 'Route53Resolver',
} as const;
