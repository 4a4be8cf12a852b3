import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { heldIn, heldOfPaths, inOneProcess, type Lane, openLane, timeless } from './distributed.ts';

/* One process that has not time enough for its organization. */

let lane: Lane;
beforeEach(async () => {
  lane = await openLane();
});
afterEach(() => lane.close());
afterAll(() => vi.unstubAllEnvs());

/** 15 minutes, of which only `later` ms are left once AWS was asked something so often. */
const endingAfter = (action: string, times: number, later: number) => (): number =>
  (lane.sandbox.calls()[action] ?? 0) >= times ? later : 900_000;

it('begins no scope too late, publishes what was read, tells the rest as unread, and archives nothing', async () => {
  const whole = timeless(await inOneProcess());
  const held = heldIn(lane);
  lane.sandbox.resetCalls();
  const short = await inOneProcess({}, endingAfter('ec2:DescribeVpcEndpoints', 1, 300_000));
  const byStatus = Map.groupBy(short.coverage.scopes, ({ status }) => status);
  // As many as are begun at once, and the rest.
  expect([byStatus.get('complete')?.length, byStatus.get('failed')?.length]).toEqual([25, 35]);
  expect(new Set(byStatus.get('failed')?.flatMap(({ reads }) => reads.map(({ cause }) => cause)))).toEqual(
    new Set(['timeout']),
  );
  expect(byStatus.get('complete')).toEqual(
    whole.coverage.scopes.filter((scope) =>
      byStatus
        .get('complete')
        ?.some((one) => one.accountId === scope.accountId && one.region === scope.region),
    ),
  );
  expect(short.exitReasons).toEqual(['coverage-incomplete']);
  expect(short.publish).toMatchObject({ archived: 0, failed: [] });
  expect(heldOfPaths(lane)).toEqual(held);
});

it('publishes nothing once that is too late, says so, and the next night makes up for it', async () => {
  const late = await inOneProcess({}, endingAfter('organizations:ListAccounts', 1, 50_000));
  expect(late.exitReasons).toContain('coverage-incomplete');
  expect(lane.sandbox.findings()).toEqual([]);
  const whole = await inOneProcess();
  expect(whole.publish?.created).toBe(lane.sandbox.findings().length);
  expect(whole.exitReasons).toEqual([]);
});
