import { allPages } from '#aws/pages.ts';
import { listProfileAssociations } from '#aws/route53-clients.ts';
import { operations } from '#model/inventory.ts';
import { ownVpcs } from './own-vpcs.ts';
import { complete, type Read } from './read.ts';

/** Which Route 53 Profile holds in which VPC: the whole Region's list, of which those of its VPCs are kept. */
export const profileAssociations: Read = {
  key: 'ProfileAssociations',
  actions: ['route53profiles:ListProfileAssociations'],
  needs: ['Vpcs'],
  ask: async ({ aws, scope }, known) => {
    const vpcs = new Set<unknown>(ownVpcs(known, scope));
    if (vpcs.size === 0) return complete([]);
    const listed = await allPages(operations.ProfileAssociations, async (NextToken) => {
      const page = await listProfileAssociations(aws.route53Profiles(scope), { MaxResults: 100, NextToken });
      return { items: page.ProfileAssociations, next: page.NextToken };
    });
    return complete(listed.filter(({ ResourceId }) => vpcs.has(ResourceId)));
  },
};
