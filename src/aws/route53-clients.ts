import type { OrganizationsClientConfig } from '@aws-sdk/client-organizations';
import { AwsJson1_1Protocol, AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import {
  ListProfileAssociations$,
  ListProfileResourceAssociations$,
  route53Profiles,
} from '#model/wire/route53-profiles.ts';
import {
  ListResolverRuleAssociations$,
  ListResolverRules$,
  route53Resolver,
} from '#model/wire/route53-resolver.ts';
import { createSchemaClient, schemaCommand } from './schema-client.ts';

type Page = { MaxResults: number; NextToken: string | undefined };
type Told<Key extends string, Item> = { NextToken?: string } & { [K in Key]?: Item[] };

/** Of each record what a collector looks at; it hands on the whole of it. */
type ListedRuleAssociation = { VPCId?: string };
type ListedProfileAssociation = { ProfileId?: string; ResourceId?: string };
export type ListedProfileResource = { ResourceArn?: string; OwnerId?: string };

export type ResolverClient = ReturnType<typeof createResolverClient>;
export type ProfilesClient = ReturnType<typeof createProfilesClient>;

/** Route 53 Resolver. */
export const createResolverClient = (config: OrganizationsClientConfig) =>
  createSchemaClient({ ...route53Resolver, protocol: AwsJson1_1Protocol }, config);

/** Route 53 Profiles. */
export const createProfilesClient = (config: OrganizationsClientConfig) =>
  createSchemaClient({ ...route53Profiles, protocol: AwsRestJsonProtocol }, config);

export const listResolverRuleAssociations = schemaCommand<
  Page,
  Told<'ResolverRuleAssociations', ListedRuleAssociation>
>(route53Resolver, ListResolverRuleAssociations$);

export const listResolverRules = schemaCommand<Page, Told<'ResolverRules', object>>(
  route53Resolver,
  ListResolverRules$,
);

export const listProfileAssociations = schemaCommand<
  Page,
  Told<'ProfileAssociations', ListedProfileAssociation>
>(route53Profiles, ListProfileAssociations$);

export const listProfileResourceAssociations = schemaCommand<
  Page & { ProfileId: string },
  Told<'ProfileResourceAssociations', ListedProfileResource>
>(route53Profiles, ListProfileResourceAssociations$);
