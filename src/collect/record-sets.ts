import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { allPages } from '#aws/pages.ts';

export const recordSetsOperation = 'ListResourceRecordSets';

/** Every record of a zone. Instead of giving a token, Route 53 names the record that the next page starts with. */
export const listRecordSets = (
  client: Route53Client,
  HostedZoneId: string | undefined,
): Promise<ResourceRecordSet[]> => {
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
