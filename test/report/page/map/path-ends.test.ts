import { expect, it } from 'vitest';
import { endsOf } from '#report/page/map/path-ends.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';

const [tokyo, oregon, virginia] = ['ap-northeast-1', 'us-west-2', 'us-east-1'];

const regionOf = (region: string | null | undefined) => ({ region: region ?? null });

it.each([
  ['over a peering', [tokyo, oregon, oregon], [tokyo, oregon]],
  ['by an endpoint of its own', [tokyo, tokyo, oregon], [tokyo, oregon]],
  ['inside one Region', [tokyo, tokyo, tokyo], [tokyo, tokyo]],
  ['there and back', [oregon, tokyo, oregon], [oregon, tokyo]],
  ['by way of a third Region', [virginia, tokyo, oregon], [virginia, oregon]],
  ["to a service whose Region nobody told: the endpoint's", [tokyo, oregon, null], [tokyo, oregon]],
  ['from nobody knows where', [null, oregon, oregon], [null, oregon]],
  ['to nobody knows where', [tokyo, null, null], [tokyo, null]],
  ['of which only the service is known', [tokyo, null, tokyo], [tokyo, tokyo]],
])('a path %s', (_, [consumer, endpoint, service], [from, to]) => {
  const path = aConnectionPath({
    consumer: regionOf(consumer),
    endpoint: regionOf(endpoint),
    service: regionOf(service),
  });
  expect(endsOf(path)).toEqual({ from, to });
});
