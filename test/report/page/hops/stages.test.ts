import { describe, expect, it } from 'vitest';
import type { ConnectionPath, HopName } from '#model/path.ts';
import { nameHopOf, toStages } from '#report/page/hops/stages.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';

const failing = (...names: HopName[]): ConnectionPath['hops'] =>
  aConnectionPath().hops.map((hop) => (names.includes(hop.name) ? { ...hop, status: 'fail' } : hop));

describe('toStages', () => {
  it('goes from the client over the peering to the endpoint; the name is not among them', () => {
    expect(toStages(aConnectionPath()).map(({ hop, side }) => [hop.name, side])).toEqual([
      ['consumer-route', 'client'],
      ['consumer-nacl', 'client'],
      ['peering-state', 'peering'],
      ['endpoint-subnet-nacl', 'endpoint'],
      ['endpoint-security-groups', 'endpoint'],
      ['return-route', 'endpoint'],
      ['endpoint-state', 'endpoint'],
    ]);
  });

  it('loses no hop, in whatever order they are told', () => {
    const hops = aConnectionPath().hops.toReversed();
    const told = toStages(aConnectionPath({ hops })).map(({ hop }) => hop.name);
    expect([...told, 'name'].toSorted()).toEqual(hops.map(({ name }) => name).toSorted());
  });

  it('without a peering, all of it is in one VPC', () => {
    const hops = aConnectionPath().hops.filter(({ name }) => name !== 'peering-state');
    const sides = toStages(aConnectionPath({ peeringId: null, hops })).map(({ side }) => side);
    expect(new Set(sides)).toEqual(new Set(['client']));
  });

  it('nothing gets past the first hop that fails; the fix is at the one the verdict names', () => {
    const stages = toStages(
      aConnectionPath({
        verdict: 'blocked',
        hops: failing('peering-state', 'consumer-nacl', 'return-route'),
        firstFailedHop: 'peering-state',
        fix: 'Accept it.',
      }),
    );
    expect(stages.filter(({ isReached }) => isReached).map(({ hop }) => hop.name)).toEqual([
      'consumer-route',
      'consumer-nacl',
    ]);
    expect(stages.flatMap(({ hop, fix }) => (fix === null ? [] : [[hop.name, fix]]))).toEqual([
      ['peering-state', 'Accept it.'],
    ]);
  });

  it('a name that fails stops nothing', () => {
    const path = aConnectionPath({ hops: failing('name') });
    expect(toStages(path).every(({ isReached }) => isReached)).toBe(true);
    expect(nameHopOf(path)?.status).toBe('fail');
  });

  it('there may be no name', () => {
    expect(nameHopOf(aConnectionPath({ hops: [] }))).toBeNull();
  });
});
