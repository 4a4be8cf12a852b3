/**
 * How much of what is asked about something lets through: all of it, for any practical purpose, some of it, nothing, or
 * nobody can tell.
 */
export type Effect = 'any' | 'some' | 'none' | 'unknown';

const first = (order: readonly Effect[], effects: readonly Effect[], otherwise: Effect): Effect =>
  order.find((effect) => effects.includes(effect)) ?? otherwise;

/** What gets through one and the other: what one of them confines stays confined, whatever is not known of the others. */
export const both = (effects: readonly Effect[]): Effect =>
  first(['none', 'some', 'unknown'], effects, 'any');

/** What gets through one or the other. */
export const either = (effects: readonly Effect[]): Effect =>
  first(['any', 'unknown', 'some'], effects, 'none');

/** Is what gets through known to be less than all? */
export const isConfined = (effect: Effect): boolean => effect === 'some' || effect === 'none';
