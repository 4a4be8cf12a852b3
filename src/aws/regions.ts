import { DescribeRegionsCommand, type Region } from '@aws-sdk/client-ec2';
import type { Outcome } from '#model/coverage.ts';
import { compareText, regionPattern, type Scope } from '#model/scope.ts';
import { attempt } from './attempt.ts';
import type { Aws } from './clients.ts';
import { MalformedResponse } from './malformed-response.ts';

/**
 * The Regions that the scope's account has enabled, sorted, asked in the scope's own Region. An answer without any
 * is malformed: some Regions cannot be switched off.
 */
export const enabledRegions = (aws: Aws, scope: Scope): Promise<Outcome<string[]>> =>
  attempt(async () => {
    const { Regions = [] } = await aws.ec2(scope).send(new DescribeRegionsCommand({}));
    const enabled = Regions.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in').map(nameOf);
    if (enabled.length === 0) throw new MalformedResponse('DescribeRegions: the answer names no Region');
    return [...new Set(enabled)].sort(compareText);
  });

const nameOf = ({ RegionName = '' }: Region): string => {
  if (regionPattern.test(RegionName)) return RegionName;
  throw new MalformedResponse(`DescribeRegions: ${JSON.stringify(RegionName)} is no name of a Region`);
};
