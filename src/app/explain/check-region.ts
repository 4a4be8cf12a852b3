import type { Outcome } from '#model/coverage.ts';
import { compareText } from '#model/scope.ts';
import { InputError } from '../input-error.ts';
import { someNames } from '../some-names.ts';
import type { KnownRegion } from './asker.ts';
import { nearest } from './distance.ts';

/**
 * Whether the account has the Region enabled; null when that is not known. A Region that nobody knows is an
 * InputError, with the nearest that are known.
 */
export const checkRegion = (region: string, known: Outcome<readonly KnownRegion[]>): boolean | null => {
  if (!known.ok) return null;
  const found = known.value.find(({ name }) => name === region);
  if (found !== undefined) return found.isEnabled;
  const names = known.value.map(({ name }) => name).toSorted(compareText);
  const near = nearest(region, names, (name) => name);
  const hint = near.length === 0 ? '' : `; nearest: ${near.join(', ')}`;
  throw new InputError(
    `service Region: ${region} is none that is known here (there are ${someNames(names)})${hint}`,
  );
};
