import { describe, expect, it } from 'vitest';
import { mergeTallies, tallyOf, toPublishFailure } from '#app/publish/tally.ts';
import type { Failure } from '#model/coverage.ts';
import type { PublishFailure } from '#model/result.ts';

const roleMissing: Failure = {
  cause: 'access-denied',
  by: 'role-missing',
  code: 'AccessDenied',
  message: 'not authorized to perform: sts:AssumeRole on resource: x',
};
const denied: Failure = { ...roleMissing, by: 'policy' };

const [here, there, other] = [
  { accountId: '111111111111', region: 'us-west-2' },
  { accountId: '111111111111', region: 'us-east-1' },
  { accountId: '222222222222', region: 'us-west-2' },
];

const told = (...failures: PublishFailure[]) =>
  mergeTallies(failures.map((failure) => tallyOf({ failed: [failure] }))).summary.failed;

describe('what failed', () => {
  it('for a role that is missing is told once an account, for its first Region, whatever it was wanted for', () =>
    expect(
      told(
        toPublishFailure(here, null, roleMissing),
        toPublishFailure(there, 'finding-1', roleMissing),
        toPublishFailure(there, 'finding-2', roleMissing),
        toPublishFailure(other, 'finding-3', roleMissing),
      ),
    ).toEqual([toPublishFailure(there, null, roleMissing), toPublishFailure(other, null, roleMissing)]));

  it('for another reason is told for each Region and finding, and once for what is told twice', () =>
    expect(
      told(
        toPublishFailure(here, 'finding-1', denied),
        toPublishFailure(here, 'finding-2', denied),
        toPublishFailure(there, null, denied),
        toPublishFailure(there, null, denied),
      ),
    ).toEqual([
      toPublishFailure(here, 'finding-1', denied),
      toPublishFailure(here, 'finding-2', denied),
      toPublishFailure(there, null, denied),
    ]));
});
