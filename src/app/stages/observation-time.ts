import { InputError } from '../input-error.ts';
import type { Plan, Source } from '../ports.ts';

/**
 * When what is to be published was seen, as Security Hub's UpdatedAt. Throws an InputError for a snapshot of no
 * known time, which could undo what a later run saw, and for one of the future, after which no run could follow.
 */
export const observationTime = (
  { observedAt: capturedAt }: Plan,
  input: Source['input'],
  startedAt: string,
): string => {
  if (input === 'live') return startedAt;
  const field = 'organization.json: capturedAt';
  if (capturedAt === null) throw new InputError(`${field}: needed to publish, as the time of what was seen`);
  const observedAt = new Date(capturedAt).toISOString();
  if (observedAt > startedAt) throw new InputError(`${field}: in the future, so it cannot be published`);
  return observedAt;
};
