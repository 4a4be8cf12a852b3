import { allPages } from '#aws/pages.ts';
import { listResolverRules } from '#aws/route53-clients.ts';
import { operations } from '#model/inventory.ts';
import { complete, type Read } from './read.ts';

/**
 * The rules that the account may see, when one holds in a VPC of it (as Resolver's own rule for `.` always does).
 * There is no filter by ID, and a Profile may hold more of them.
 */
export const resolverRules: Read = {
  key: 'ResolverRules',
  actions: ['route53resolver:ListResolverRules'],
  needs: ['ResolverRuleAssociations'],
  ask: async ({ aws, scope }, { ResolverRuleAssociations = [] }) => {
    if (ResolverRuleAssociations.length === 0) return complete([]);
    const listed = await allPages(operations.ResolverRules, async (NextToken) => {
      const page = await listResolverRules(aws.route53Resolver(scope), { MaxResults: 100, NextToken });
      return { items: page.ResolverRules, next: page.NextToken };
    });
    return complete(listed);
  },
};
