import type { Effect } from './effect.ts';
import { isLiteral } from './glob.ts';
import type { Named } from './parse-policy.ts';
import type { Sides } from './weigh-policy.ts';

const inverse: Record<Effect, Effect> = { any: 'none', none: 'any', some: 'any', unknown: 'unknown' };

/**
 * An element that holds `width`, or with `isNot` all but that. Everything but a few that are named is everything, for any
 * practical purpose.
 */
export const toSides = (isNot: boolean, width: Effect): Sides =>
  isNot ? { within: inverse[width], without: width } : { within: width, without: inverse[width] };

/** Is it anyone who may ask? A name with a wildcard inside is none that IAM knows. */
export const whoever = ({ isNot, names }: Named): Sides => {
  if (names.includes('*')) return toSides(isNot, 'any');
  return toSides(isNot, names.every(isLiteral) ? 'some' : 'unknown');
};
