import type { DescribeRegionsCommandInput } from '@aws-sdk/client-ec2';
import { DescribeRegions$ } from '@aws-sdk/client-ec2';
import { compareText } from '#model/scope.ts';
import { filtered } from '../../filters.ts';
import type { Operation } from '../../service.ts';
import { operation } from '../../service.ts';
import { regionsOf } from '../../state.ts';

/**
 * The Regions enabled in the caller's account; with AllRegions those of the organization's other accounts too. Answered
 * in any Region: an account always has AWS's default Regions to ask from, but a snapshot need not hold them.
 */
export const describeRegions: Operation = {
  ...operation<DescribeRegionsCommandInput>(
    DescribeRegions$,
    ['Filters', 'AllRegions'],
    ({ Filters, AllRegions }, { state, scope }) => {
      const enabled = new Set(regionsOf(state, scope.accountId));
      const all = [...state.inventories.values()].map((scoped) => scoped.scope.region);
      const names = AllRegions === true ? new Set([...all].toSorted(compareText)) : enabled;
      const regions = [...names].map((region) => ({
        RegionName: region,
        Endpoint: `ec2.${region}.amazonaws.com`,
        OptInStatus: enabled.has(region) ? 'opt-in-not-required' : 'not-opted-in',
      }));
      return {
        Regions: filtered(regions, Filters, { 'opt-in-status': 'OptInStatus', 'region-name': 'RegionName' }),
      };
    },
  ),
  anyRegion: true,
};
