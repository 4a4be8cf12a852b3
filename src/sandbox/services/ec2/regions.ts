import type { DescribeRegionsCommandInput } from '@aws-sdk/client-ec2';
import { DescribeRegions$ } from '@aws-sdk/client-ec2';
import { filtered } from '../../filters.ts';
import type { Operation } from '../../service.ts';
import { operation } from '../../service.ts';
import { regionsOf } from '../../state.ts';

/**
 * The Regions enabled in the caller's account. Answered in any Region: an account always has AWS's default
 * Regions to ask from, but a snapshot need not hold them.
 */
export const describeRegions: Operation = {
  ...operation<DescribeRegionsCommandInput>(
    DescribeRegions$,
    ['Filters'],
    ({ Filters }, { state, scope }) => {
      const regions = regionsOf(state, scope.accountId).map((region) => ({
        RegionName: region,
        Endpoint: `ec2.${region}.amazonaws.com`,
        OptInStatus: 'opt-in-not-required',
      }));
      return {
        Regions: filtered(regions, Filters, { 'opt-in-status': 'OptInStatus', 'region-name': 'RegionName' }),
      };
    },
  ),
  anyRegion: true,
};
