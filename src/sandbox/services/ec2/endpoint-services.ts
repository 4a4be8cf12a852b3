import type { DescribeVpcEndpointServicesCommandInput } from '@aws-sdk/client-ec2';
import { DescribeVpcEndpointServices$ } from '@aws-sdk/client-ec2';
import type { ServiceDetail } from '#model/records.ts';
import { AwsError } from '../../aws-error.ts';
import { filtered } from '../../filters.ts';
import { pageOf } from '../../paging.ts';
import { denied, recordsOf } from '../../reads.ts';
import type { Call } from '../../service.ts';
import { operation } from '../../service.ts';

type Input = DescribeVpcEndpointServicesCommandInput;

const filterPaths = {
  'service-type': 'ServiceType.ServiceType',
  owner: 'Owner',
  'service-name': 'ServiceName',
};

/** AWS's services of a Region, the same for every account, as far as the snapshot names them. */
const ofAws = (region: string, { state }: Call): ServiceDetail[] =>
  (state.organization.ServiceNames?.[region] ?? []).map((name) => ({
    ServiceName: name,
    ServiceRegion: region,
    Owner: 'amazon',
    ServiceType: [{ ServiceType: 'Interface' }],
  }));

/** Services the caller may see in the Regions it named, its own Region if it named none. */
const detailsIn = (regions: readonly string[] | undefined, call: Call): ServiceDetail[] => {
  const own = call.scope.region;
  const wanted = new Set(regions ?? [own]);
  const held = recordsOf(call, 'ServiceDetails').filter(({ ServiceRegion = own }) =>
    wanted.has(ServiceRegion),
  );
  const names = new Set(held.map(({ ServiceName }) => ServiceName));
  const others = regions === undefined ? ofAws(own, call) : [];
  return [...held, ...others.filter(({ ServiceName }) => !names.has(ServiceName))];
};

/**
 * One name that the caller may not see fails the whole call, as on AWS. A name may stand for two services: S3 is
 * offered as a gateway and as an interface under one.
 */
const named = (details: readonly ServiceDetail[], names: readonly string[]): ServiceDetail[] =>
  [...new Set(names)].flatMap((name) => {
    const same = details.filter(({ ServiceName }) => ServiceName === name);
    if (same.length > 0) return same;
    throw new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
  });

const isCapturedQuestion = (filters: Input['Filters'] = []): boolean => {
  const has = (name: string, value: string): boolean =>
    filters.some(({ Name, Values = [] }) => Name === name && Values.length === 1 && Values[0] === value);
  return filters.length === 2 && has('owner', 'amazon') && has('service-type', 'Interface');
};

/**
 * What AWS offers from other Regions. The snapshot holds, for each Region, the names of one question (Interface
 * services of amazon), so any other question has no answer here.
 */
const offeredFrom = (regions: readonly string[], { Filters }: Input, call: Call): ServiceDetail[] => {
  const own = recordsOf(call, 'CrossRegionServices');
  // AWS offers the same to every account.
  const others = [...call.state.inventories.values()]
    .filter(({ scope }) => scope.region === call.scope.region)
    .flatMap(({ inventory }) => inventory.CrossRegionServices ?? []);
  const captured = [...own, ...others];
  if (!isCapturedQuestion(Filters)) {
    throw new AwsError(
      'InvalidParameterValue',
      'ServiceRegions needs service-type=Interface and owner=amazon',
    );
  }
  return regions.flatMap((region) => {
    const answer = captured.find(({ ServiceRegion }) => ServiceRegion === region);
    if (answer === undefined) throw denied(call, `The snapshot does not hold what ${region} offers.`);
    return answer.ServiceNames.map((name) => ({
      ServiceName: name,
      ServiceRegion: region,
      Owner: 'amazon',
      ServiceType: [{ ServiceType: 'Interface' }],
    }));
  });
};

const servicesFor = (input: Input, call: Call): ServiceDetail[] => {
  const { ServiceNames, ServiceRegions, Filters } = input;
  if (ServiceRegions !== undefined && ServiceNames === undefined)
    return offeredFrom(ServiceRegions, input, call);
  const details = detailsIn(ServiceRegions, call);
  return filtered(ServiceNames === undefined ? details : named(details, ServiceNames), Filters, filterPaths);
};

export const describeVpcEndpointServices = operation<Input>(
  DescribeVpcEndpointServices$,
  ['ServiceNames', 'ServiceRegions', 'Filters', 'MaxResults', 'NextToken'],
  (input, call) => {
    const { MaxResults, NextToken, ...question } = input;
    const request = { size: MaxResults, token: NextToken, min: 5, max: 1000, question };
    const { page, nextToken } = pageOf(servicesFor(input, call), request, call);
    return {
      ServiceNames: page.map(({ ServiceName }) => ServiceName),
      ServiceDetails: page,
      NextToken: nextToken,
    };
  },
);
