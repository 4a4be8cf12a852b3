import { describe, expect, it } from 'vitest';
import { pathsOf, tokyoToOregon } from '#test/builders/network.ts';

const overPeering = (state: string, status: string | undefined) => {
  const code = status === undefined ? {} : { Code: status };
  const path = pathsOf(tokyoToOregon({ State: state }, { Status: code })).find(
    ({ peeringId }) => peeringId === 'pcx-1',
  );
  if (path === undefined) throw new Error('no path over the peering');
  return path;
};

describe('the endpoint’s state', () => {
  it.each([
    ['available', 'pass', 'available', null],
    ['Available', 'pass', 'available', null],
    ['AVAILABLE', 'pass', 'available', null],
    ['partial', 'unknown', 'partial', null],
    ['Pending', 'fail', 'pending', 'Wait until AWS has finished endpoint vpce-1.'],
    [
      'pendingAcceptance',
      'fail',
      'pendingAcceptance',
      'Accept endpoint vpce-1 on the side of its service, owned by "amazon".',
    ],
    [
      'PendingAcceptance',
      'fail',
      'pendingAcceptance',
      'Accept endpoint vpce-1 on the side of its service, owned by "amazon".',
    ],
    ['rejected', 'fail', 'rejected', 'Accept endpoint vpce-1 on the side of its service, owned by "amazon".'],
    ['Expired', 'fail', 'expired', 'Create the endpoint again in place of vpce-1.'],
    ['failed', 'fail', 'failed', 'Create the endpoint again in place of vpce-1.'],
    ['deleting', 'fail', 'deleting', 'Create the endpoint again in place of vpce-1.'],
    ['Deleted', 'fail', 'deleted', 'Create the endpoint again in place of vpce-1.'],
    ['hibernating', 'unknown', 'hibernating', null],
    ['', 'unknown', null, null],
  ])('%j is a %s', (word, status, state, fix) => {
    const path = overPeering(word, 'active');
    expect(path.endpoint.state).toBe(state);
    expect(path.hops[0]).toMatchObject({ name: 'endpoint-state', status, resource: 'vpce-1' });
    expect(path.fix).toBe(fix);
    expect(path.verdict).toBe(status === 'fail' ? 'blocked' : 'unknown');
  });
});

describe('the peering’s status', () => {
  it.each([
    ['active', 'pass', null],
    ['initiating-request', 'fail', 'Wait until AWS has finished peering pcx-1.'],
    ['provisioning', 'fail', 'Wait until AWS has finished peering pcx-1.'],
    ['pending-acceptance', 'fail', 'Accept peering pcx-1 in account 222222222222 (us-west-2).'],
    ['expired', 'fail', 'Create a new peering between the two VPCs in place of pcx-1.'],
    ['failed', 'fail', 'Create a new peering between the two VPCs in place of pcx-1.'],
    ['rejected', 'fail', 'Create a new peering between the two VPCs in place of pcx-1.'],
    ['deleting', 'fail', 'Create a new peering between the two VPCs in place of pcx-1.'],
    ['DELETED', 'fail', 'Create a new peering between the two VPCs in place of pcx-1.'],
    ['hibernating', 'unknown', null],
    [undefined, 'unknown', null],
  ])('%s is a %s', (word, status, fix) => {
    const path = overPeering('available', word);
    expect(path.hops[1]).toMatchObject({ name: 'peering-state', status, resource: 'pcx-1' });
    expect(path.fix).toBe(fix);
    expect(path.firstFailedHop).toBe(status === 'fail' ? 'peering-state' : null);
  });
});

it('names the first of two failed hops and its fix', () => {
  const path = overPeering('pending', 'deleted');
  expect(path).toMatchObject({ verdict: 'blocked', unknownReason: null, firstFailedHop: 'endpoint-state' });
  expect(path.fix).toContain('vpce-1');
});

it('proves nothing by states that pass, and says what it left out', () => {
  expect(overPeering('available', 'active')).toMatchObject({
    verdict: 'unknown',
    unknownReason: 'not-read',
    firstFailedHop: null,
    fix: null,
    notAssessed: ['IAM policies', "the client's own security group", 'the endpoint policy'],
  });
});

it('has no peering hop inside the endpoint’s own VPC', () => {
  const own = pathsOf(tokyoToOregon()).find(({ peeringId }) => peeringId === null);
  expect(own?.hops.map(({ name }) => name)).toEqual([
    'endpoint-state',
    'consumer-route',
    'consumer-nacl',
    'endpoint-subnet-nacl',
    'endpoint-security-groups',
    'return-route',
    'name',
  ]);
});
