import { endpointStateOf } from '#network/endpoint-state.ts';
import type { NetworkEndpoint } from '#network/network.ts';
import { told } from '#network/told.ts';

const leaving: ReadonlySet<string | null> = new Set(['deleting', 'deleted']);

/** Is the endpoint on its way out, which AWS still shows for a while? There is nothing left to mend. */
export const isLeaving = ({ record }: NetworkEndpoint): boolean => leaving.has(endpointStateOf(record));

/** The account that can change the endpoint. */
export const ownerOf = ({ scope, record }: NetworkEndpoint): string =>
  told(record.OwnerId) ?? scope.accountId;

/** The service's name for titles, which every run reads with the endpoint. */
export const serviceText = ({ record }: NetworkEndpoint): string =>
  told(record.ServiceName) ??
  told(record.ResourceConfigurationArn) ??
  told(record.ServiceNetworkArn) ??
  'no service';

/** What to add to a remediation where an AWS service made the endpoint for the account, and alone can change it. */
export const managedNote = ({ record }: NetworkEndpoint): string =>
  record.RequesterManaged === true
    ? ' An AWS service manages the endpoint: have that service make the change.'
    : '';
