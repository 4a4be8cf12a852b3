import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { attempt } from '#aws/attempt.ts';
import { allPages } from '#aws/pages.ts';
import { type ListedProfileResource, listProfileResourceAssociations } from '#aws/route53-clients.ts';
import { success } from '#model/coverage.ts';
import { operations } from '#model/inventory.ts';
import { withAdditions } from './additions.ts';
import { readParts } from './parts.ts';
import type { Asking, Read } from './read.ts';
import { mayServe, servedDomains } from './served-domains.ts';
import { recordSetsOperation, zoneRecords } from './zone-records.ts';

/**
 * What the Profiles of the scope's VPCs hold. A hosted zone is told by its ARN alone, so its records are read for its
 * name as well: the SOA has it. Whoever put the zone into the Profile owns it.
 */
export const profileResourceAssociations: Read = {
  key: 'ProfileResourceAssociations',
  actions: ['route53profiles:ListProfileResourceAssociations', `route53:${recordSetsOperation}`],
  needs: ['ProfileAssociations', 'ServiceDetails'],
  ask: async (asking, known) => {
    const profiles = new Set((known.ProfileAssociations ?? []).flatMap(({ ProfileId }) => ProfileId ?? []));
    const { values, failure } = await readParts([...profiles], (id) =>
      attempt(() => listResources(asking, id)),
    );
    if (values.length === 0 && failure !== null) return { records: null, failure, lacks: [] };

    const domains = servedDomains(known, asking.scope);
    const add = async ({ ResourceArn = '', OwnerId = '' }: ListedProfileResource) => {
      const [, zoneId] = /:hostedzone\/(\w+)$/.exec(ResourceArn) ?? [];
      if (zoneId === undefined || !asking.zones.accounts.has(OwnerId)) return success({});
      const records = await zoneRecords(asking, zoneId, OwnerId);
      return records.ok ? success({ ResourceRecordSets: telling(records.value, domains) }) : records;
    };
    return { ...(await withAdditions(values.flat(), recordSetsOperation, add)), failure };
  },
};

const listResources = ({ aws, scope }: Asking, ProfileId: string) =>
  allPages(operations.ProfileResourceAssociations, async (NextToken) => {
    const question = { ProfileId, MaxResults: 100, NextToken };
    const page = await listProfileResourceAssociations(aws.route53Profiles(scope), question);
    return { items: page.ProfileResourceAssociations, next: page.NextToken };
  });

/** All records of a zone that may answer for a service's name, of another the SOA. */
const telling = (records: readonly ResourceRecordSet[], domains: readonly string[]): ResourceRecordSet[] => {
  const soa = records.filter(({ Type }) => Type === 'SOA');
  const serves = soa.some(({ Name = '' }) => domains.some((domain) => mayServe(Name, domain)));
  return serves ? [...records] : soa;
};
