import { createHash } from 'node:crypto';

/** A number from 0 up to, not including, 1: always the same for the same parts, evenly spread over others. */
export const chanceOf = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE() / 2 ** 32;
