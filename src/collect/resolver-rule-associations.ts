import { allPages } from '#aws/pages.ts';
import { listResolverRuleAssociations } from '#aws/route53-clients.ts';
import { operations } from '#model/inventory.ts';
import { ownVpcs } from './own-vpcs.ts';
import { complete, type Read } from './read.ts';

/** Which Resolver rules hold in which VPC: the whole Region's list in one go, of which only those of its VPCs are kept. */
export const resolverRuleAssociations: Read = {
  key: 'ResolverRuleAssociations',
  actions: ['route53resolver:ListResolverRuleAssociations'],
  needs: ['Vpcs'],
  ask: async ({ aws, scope }, known) => {
    const vpcs = new Set<unknown>(ownVpcs(known, scope));
    if (vpcs.size === 0) return complete([]);
    const listed = await allPages(operations.ResolverRuleAssociations, async (NextToken) => {
      const page = await listResolverRuleAssociations(aws.route53Resolver(scope), {
        MaxResults: 100,
        NextToken,
      });
      return { items: page.ResolverRuleAssociations, next: page.NextToken };
    });
    return complete(listed.filter(({ VPCId }) => vpcs.has(VPCId)));
  },
};
