import type { $SchemaRef, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';
import { listOf, operationOf, structureOf, text, timestamp, whole } from './schema.ts';

/*
 * Two operations of Route 53 Profiles as the SDK would declare them: npm's registries need not have its client.
 * REST JSON. Checked against botocore's model.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Route_53_Profiles.html
 */

const namespace = 'com.amazonaws.route53profiles';

const inQuery = (name: string, schema: $SchemaRef): $SchemaRef => [schema, { httpQuery: name }];
const page = { MaxResults: inQuery('maxResults', whole), NextToken: inQuery('nextToken', text) };

const common = {
  CreationTime: timestamp,
  Id: text,
  ModificationTime: timestamp,
  Name: text,
  OwnerId: text,
  ProfileId: text,
  Status: text,
  StatusMessage: text,
};

const association: StaticStructureSchema = structureOf(namespace, 'ProfileAssociation', {
  ...common,
  ResourceId: text,
});

const resource: StaticStructureSchema = structureOf(namespace, 'ProfileResourceAssociation', {
  ...common,
  ResourceArn: text,
  ResourceProperties: text,
  ResourceType: text,
});

export const ListProfileAssociations$: StaticOperationSchema = operationOf(
  namespace,
  'ListProfileAssociations',
  {
    path: '/profileassociations',
    input: page,
    output: { NextToken: text, ProfileAssociations: listOf(namespace, association) },
  },
);

export const ListProfileResourceAssociations$: StaticOperationSchema = operationOf(
  namespace,
  'ListProfileResourceAssociations',
  {
    path: '/profileresourceassociations/profileid/{ProfileId}',
    input: { ...page, ProfileId: [text, { httpLabel: 1 }] },
    output: { NextToken: text, ProfileResourceAssociations: listOf(namespace, resource) },
  },
);

/** How the service is called: by whom requests are signed. */
export const route53Profiles = {
  serviceId: 'Route53Profiles',
  signingName: 'route53profiles',
  namespace,
} as const;
