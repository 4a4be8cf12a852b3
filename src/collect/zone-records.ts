import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { attempt } from '#aws/attempt.ts';
import { allPages } from '#aws/pages.ts';
import type { Outcome } from '#model/coverage.ts';
import type { Asking } from './read.ts';

export const recordSetsOperation = 'ListResourceRecordSets';

/** Every record of a zone, asked in its owner's account, which is of this run. */
export const zoneRecords = (
  { aws, scope, zones }: Asking,
  zoneId: string,
  owner: string,
): Promise<Outcome<readonly ResourceRecordSet[]>> =>
  zones.records.once(zoneId, () =>
    attempt(() => listRecordSets(aws.route53({ ...scope, accountId: owner }), zoneId)),
  );

/** Instead of giving a token, Route 53 names the record that the next page starts with. */
const listRecordSets = (client: Route53Client, HostedZoneId: string): Promise<ResourceRecordSet[]> => {
  let start: Partial<ListResourceRecordSetsCommandInput> = {};
  return allPages(recordSetsOperation, async () => {
    const page = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId, MaxItems: 300, ...start }),
    );
    start = {
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier,
    };
    return {
      items: page.ResourceRecordSets,
      next: page.IsTruncated === true ? JSON.stringify(start) : undefined,
    };
  });
};
