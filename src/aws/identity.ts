import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Outcome } from '#model/coverage.ts';
import { partitionOf } from '#model/partition.ts';
import { attempt } from './attempt.ts';
import type { Aws } from './clients.ts';
import { MalformedResponse } from './malformed-response.ts';

export type Identity = { accountId: string; arn: string; partition: string };

/** Who the caller is, by STS GetCallerIdentity, which needs no permission: it fails only without valid credentials. */
export const whoAmI = (aws: Aws, region: string): Promise<Outcome<Identity>> =>
  attempt(async () => {
    const { Account, Arn } = await aws.sts(region).send(new GetCallerIdentityCommand({}));
    if (Account === undefined || !/^\d{12}$/.test(Account)) {
      throw new MalformedResponse('GetCallerIdentity: the answer has no account ID');
    }
    if (Arn === undefined) throw new MalformedResponse('GetCallerIdentity: the answer has no ARN');
    return { accountId: Account, arn: Arn, partition: partitionOf(region) };
  });
