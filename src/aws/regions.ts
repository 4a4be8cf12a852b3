import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import type { Outcome } from '#model/coverage.ts';
import { compareText, type Scope } from '#model/scope.ts';
import { attempt } from './attempt.ts';
import type { Aws } from './clients.ts';
import { MalformedResponse } from './malformed-response.ts';

/** The Regions that the scope's account has enabled, sorted, asked in the scope's own Region. */
export const enabledRegions = (aws: Aws, scope: Scope): Promise<Outcome<string[]>> =>
  attempt(async () => {
    const { Regions } = await aws.ec2(scope).send(new DescribeRegionsCommand({}));
    if (Regions === undefined) throw new MalformedResponse('DescribeRegions: the answer has no list');
    return Regions.flatMap(({ RegionName, OptInStatus }) =>
      RegionName !== undefined && isEnabled(OptInStatus) ? [RegionName] : [],
    ).sort(compareText);
  });

const isEnabled = (status: string | undefined): boolean =>
  status === 'opt-in-not-required' || status === 'opted-in';
