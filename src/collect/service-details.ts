import { DescribeVpcEndpointServicesCommand, type EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import { attempt } from '#aws/attempt.ts';
import { allPages } from '#aws/pages.ts';
import { type Inventory, operations } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { serviceRegionOf } from '#model/service-region.ts';
import { batchesOf } from './batches.ts';
import { readParts, toAnswer } from './parts.ts';
import type { Read } from './read.ts';

/** Names to ask for in one service Region; `null` for the scope's own, which is what AWS takes when none is sent. */
type Batch = { region: string | null; names: readonly string[] };

/** The services that the endpoints name, each asked for in the service Region that its endpoints name. */
export const serviceDetails: Read = {
  key: 'ServiceDetails',
  actions: ['ec2:DescribeVpcEndpointServices'],
  needs: ['VpcEndpoints'],
  ask: async ({ aws, scope }, known) => {
    const client = aws.ec2(scope);
    const ask = (batch: Batch) => attempt(() => describeVisible(client, batch));
    return toAnswer(await readParts(batches(known, scope), ask));
  },
};

const batches = ({ VpcEndpoints = [] }: Inventory, scope: Scope): Batch[] => {
  const byRegion = Map.groupBy(VpcEndpoints, (endpoint) => serviceRegionOf(endpoint, scope.region));
  return [...byRegion].flatMap(([region, endpoints]) =>
    batchesOf(endpoints.flatMap(({ ServiceName }) => ServiceName ?? [])).map((names) => ({
      region: region === scope.region ? null : region,
      names,
    })),
  );
};

const describe = (client: EC2Client, { region, names }: Batch) =>
  allPages(operations.ServiceDetails, async (NextToken) => {
    const page = await client.send(
      new DescribeVpcEndpointServicesCommand({
        ServiceNames: [...names],
        ...(region === null ? {} : { ServiceRegions: [region] }),
        NextToken,
      }),
    );
    return { items: page.ServiceDetails, next: page.NextToken };
  });

/**
 * One name that the account may not see fails the whole call: ask again by halves, which finds the one among 200 in
 * some 16 calls. Alone, it is known to be invisible.
 */
const describeVisible = async (client: EC2Client, batch: Batch): Promise<unknown[]> => {
  try {
    return await describe(client, batch);
  } catch (error) {
    if (!(error instanceof EC2ServiceException) || error.name !== 'InvalidServiceName') throw error;
    if (batch.names.length === 1) return [];
  }
  const half = Math.ceil(batch.names.length / 2);
  const first = await describeVisible(client, { ...batch, names: batch.names.slice(0, half) });
  return first.concat(await describeVisible(client, { ...batch, names: batch.names.slice(half) }));
};
