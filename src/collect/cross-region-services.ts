import { DescribeVpcEndpointServicesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { attempt } from '#aws/attempt.ts';
import { allPages } from '#aws/pages.ts';
import { type Outcome, success } from '#model/coverage.ts';
import { type Inventory, operations } from '#model/inventory.ts';
import type { CrossRegionServices } from '#model/records.ts';
import { compareText, type Scope } from '#model/scope.ts';
import { readParts, toAnswer } from './parts.ts';
import type { Asking, Read } from './read.ts';

/**
 * The AWS services that an endpoint in this Region could reach directly in each Region that a peering leads to. The
 * list grows, so AWS is asked; what it offers is the same for every account, so once per pair of Regions in a run.
 */
export const crossRegionServices: Read = {
  key: 'CrossRegionServices',
  actions: ['ec2:DescribeVpcEndpointServices'],
  needs: ['VpcPeeringConnections'],
  ask: async (asking, known) =>
    toAnswer(await readParts(peeredRegions(known, asking.scope), (target) => offeredFrom(asking, target))),
};

const peeredRegions = ({ VpcPeeringConnections = [] }: Inventory, { region }: Scope): string[] => {
  const regions = VpcPeeringConnections.flatMap(({ RequesterVpcInfo, AccepterVpcInfo }) =>
    [RequesterVpcInfo, AccepterVpcInfo].flatMap((side) => side?.Region ?? []),
  );
  return [...new Set(regions)].filter((other) => other !== region).sort(compareText);
};

const offeredFrom = async (
  { aws, scope, offers }: Asking,
  target: string,
): Promise<Outcome<CrossRegionServices[]>> => {
  const offered = await offers.once(`${scope.region} ${target}`, () =>
    attempt(() => listOffers(aws.ec2(scope), target)),
  );
  return offered.ok ? success([{ ServiceRegion: target, ServiceNames: [...offered.value] }]) : offered;
};

/** The names of AWS's services that an endpoint in the client's Region could reach in the Region `target`. */
export const listOffers = async (client: EC2Client, target: string): Promise<string[]> => {
  const names = await allPages(operations.CrossRegionServices, async (NextToken) => {
    const page = await client.send(
      new DescribeVpcEndpointServicesCommand({
        ServiceRegions: [target],
        Filters: [
          { Name: 'service-type', Values: ['Interface'] },
          { Name: 'owner', Values: ['amazon'] },
        ],
        MaxResults: 1000,
        NextToken,
      }),
    );
    return { items: page.ServiceNames, next: page.NextToken };
  });
  return [...new Set(names)].sort(compareText);
};
