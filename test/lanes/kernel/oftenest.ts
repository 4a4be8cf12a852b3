import * as fc from 'fast-check';

/** One of several values by weight; shrinks towards the first. */
export const oftenest = <const T>(
  options: readonly (readonly [weight: number, value: T])[],
): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    ...options.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })),
  );
